"""My time off: ask for it, see what became of it, withdraw what nobody has decided on."""

from data.compose import services
from pages.components.frame import open_desk
from pages.components.my_time_off import my_time_off
from pages.components.time_off_form import time_off_form

actor = open_desk("My time off", "Ask for days off, and see what was decided.")
service = services().time_off
view = services().availability.own(actor)
time_off_form(service, view, actor)
my_time_off(service, view.site.id, actor)
