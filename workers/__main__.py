"""`python -m workers`: start the whole house, and stop all of it on Ctrl-C."""

import sys

from pydantic import ValidationError

from data.settings import Settings
from workers.errors import LaunchError


def main() -> int:
    """Run until told to stop; 0 then, 2 with one sentence when it cannot be started."""
    try:
        settings = Settings()
        from workers.launcher import launch

        launch(settings)
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


if __name__ == "__main__":
    sys.exit(main())
