"""My availability: when somebody can work themselves."""

from data.compose import services
from pages.components.frame import lead_to, open_desk
from pages.components.my_days import choose_week, my_days

actor = open_desk("My availability", "When you can work. Weeks that are published already stay as they are.")
house = services()
page = choose_week(house.availability.own(actor).dates[-1])
my_days(house.availability, house.availability.own(actor, page), house.my_schedule.view(actor).shifts)
lead_to("my_wishes.py", "Say which shifts you would like")
