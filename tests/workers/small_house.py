"""A supervisor over small children, given as JSON: [[[name, program], …] per stage]."""

import json
import sys

from workers.backoff import Backoff
from workers.child import ChildSpec
from workers.supervisor import Supervisor

stages = [
    [ChildSpec(name, (sys.executable, "-c", program), grace=1.0) for name, program in stage]
    for stage in json.loads(sys.argv[1])
]
Supervisor(
    stages,
    lambda line: print(line, flush=True),
    lambda: print("everything is up", flush=True),
    lambda: Backoff(first=0.1, longest=0.4),
).run()
