"""`python -m data`: look after the database that the settings name."""

import sys
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from data.backup import back_up, compact
from data.compose import services, settings
from data.health import Answer, database_answers
from scheduling.domain.errors import NotFound, ShiftwrightError
from scheduling.services.access import ADMINISTRATOR
from scheduling.services.permissions import COMMAND_LINE
from scheduling.services.retention import Keep, in_words

REFUSED = 2
Days: TypeAlias = Annotated[int | None, typer.Option(min=0, help="Days; 0: for ever. Unset: as the settings say")]
app = typer.Typer(add_completion=False, help="Look after the database.", no_args_is_help=True)


@app.callback()
def there_is_a_database() -> None:
    """Look after the database that the settings name."""
    if database_answers(settings()) is Answer.AWAY:
        raise NotFound("There is no database where DATA_DIR or DATABASE_URL says, or it does not answer. Check both.")


@app.command()
def prune(
    runs: Days = None,
    candidates: Days = None,
    log: Days = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go")] = False,
    compacted: Annotated[bool, typer.Option("--compact", help="Then give free space back to the disk")] = False,
) -> None:
    """Remove ended runs, rosters that were improved on and log entries that are older than is to be kept."""
    usual = settings().keep
    keep = Keep(
        usual.runs if runs is None else runs,
        usual.candidates if candidates is None else candidates,
        usual.log if log is None else log,
    )
    if dry_run:
        typer.echo(f"Would remove: {in_words(services().retention.prospect(keep))}.")
        return
    typer.echo(f"Removed: {in_words(services().retention.prune(keep))}.")
    if compacted:
        typer.echo(f"The database takes {compact(settings().database_url):,} bytes now.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to; must not exist yet")]) -> None:
    """Copy an SQLite database as it is at this moment, while everything runs."""
    back_up(settings().database_url, file)
    typer.echo(f"Backed up to {file}.")


@app.command()
def reset_password(username: Annotated[str, typer.Argument(help="What they sign in as")] = ADMINISTRATOR) -> None:
    """Give an account a one-time password, for an administrator who cannot sign in any more."""
    lines = services().accounts.view(COMMAND_LINE).lines
    user = next((line.user for line in lines if line.user.username == username.lower()), None)
    if user is None:
        raise NotFound(f"There is no account that signs in as {username}. Check the name.")
    password = services().accounts.reset_password(COMMAND_LINE, user)
    typer.echo(f"Sign in as {user.username} with the password {password} (shown this once; it works for three days).")


def main() -> None:
    """Run the commands; an error on purpose is one sentence and exit code 2."""
    try:
        app()
    except ShiftwrightError as error:
        typer.echo(str(error), err=True)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
