"""Whether server, database, queue and workers are well, each told apart."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data.compose import services, settings
from data.health import Answer, database_answers, redis_answers
from scheduling.services.permissions import SYSTEM


async def health(request: Request) -> Response:
    """200 while pages can be served, 503 without a database. The queue or the workers being away is told as
    "degraded", but does not make the server ill: restarting it would help nobody."""
    parts = await run_in_threadpool(answers)
    database = parts["database"]
    if database is Answer.AWAY:
        status = "ill"
    else:
        status = "ok" if all(answer is Answer.OK for answer in parts.values()) else "degraded"
    return JSONResponse({"status": status, **parts}, status_code=503 if status == "ill" else 200)


def answers() -> dict[str, Answer]:
    """What each part answers; nobody knows of workers while the database is away."""
    database, queue = database_answers(settings()), redis_answers(settings())
    workers = Answer.UNKNOWN
    if database is not Answer.AWAY:
        workers = Answer.OK if services().operations.alive(SYSTEM) else Answer.NONE
    return {"database": database, "redis": queue, "workers": workers}


routes = [Route("/healthz", health, methods=["GET"])]
