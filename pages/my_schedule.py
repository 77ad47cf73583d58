"""My schedule: somebody's own shifts in the weeks that are published."""

from data.compose import services
from pages.components.frame import open_desk
from pages.components.my_shifts import my_shifts

actor = open_desk("My schedule", "Your shifts in the weeks that are published.")
my_shifts(services().my_schedule.view(actor))
