"""`python -m workers`: start the whole house, or one part of it, and stop all of that on Ctrl-C."""

import sys
from argparse import ArgumentParser

from pydantic import ValidationError

from data.settings import Settings
from workers.errors import LaunchError
from workers.parts import Part


def main() -> int:
    """Run until told to stop; 0 then, 2 with one sentence when it cannot be started."""
    try:
        part = asked_for()
        settings = Settings()
        from workers.launcher import launch

        launch(settings, part)
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0]).upper()
        print(f"The setting {name} cannot be {problem['input']!r}: {problem['msg']}.", file=sys.stderr)
        return 2
    except LaunchError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def asked_for() -> Part:
    """The part that the command line names; everything unless it names one."""
    parser = ArgumentParser(prog="python -m workers", description="Start Shiftwright, and stop it on Ctrl-C.")
    parser.add_argument(
        "--only",
        choices=[part.value for part in Part if part is not Part.ALL],
        default=Part.ALL.value,
        help="server: pages, routes and migrations without workers; workers: workers for the house at DATABASE_URL "
        "and REDIS_URL, on this or any machine",
    )
    return Part(parser.parse_args().only)


if __name__ == "__main__":
    sys.exit(main())
