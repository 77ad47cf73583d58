"""Accounts: who may sign in, as what, and as whom of the team."""

from data.compose import services
from pages.components.account_actions import account_actions
from pages.components.account_form import change_form, invite_form
from pages.components.accounts_table import accounts_table
from pages.components.forget_form import forget_form
from pages.components.frame import open_desk
from pages.components.given_password import given_password
from pages.components.opened import opened
from scheduling.services.permissions import Action

actor = open_desk("Accounts", "Who may sign in, as what, and as whom of the team.")
service = services().accounts
view = service.view(actor)
given_password()
invite_form(service, view, actor)
accounts_table(view)
user = opened("accounts", "Account", [line.user for line in view.lines], lambda one: f"{one.name} ({one.username})")
if user is not None:
    line = next(line for line in view.lines if line.user.id == user.id)
    change_form(service, view, user, actor)
    account_actions(service, line, user, actor)
if actor.may(Action.FORGET_PEOPLE):
    forget_form(services().forgetting, actor)
