"""My wishes: which shifts somebody would like, and which not."""

from data.compose import services
from pages.components.frame import open_desk
from pages.components.my_wishes import my_wishes, wish_form

actor = open_desk("My wishes", "Which shifts you would like, and which not. The planner tries; nothing is promised.")
service = services().own_wishes
wishes = service.view(actor)
wish_form(service, wishes, actor)
my_wishes(service, wishes, actor)
