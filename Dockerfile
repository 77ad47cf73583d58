# One image for server and workers; docker-compose.yml says which part a container is.
FROM python:3.11-slim
RUN useradd --system --create-home shiftwright \
    && install --directory --owner shiftwright /opt/shiftwright /var/lib/shiftwright
WORKDIR /opt/shiftwright
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=shiftwright . .
USER shiftwright
# What the solver compiles is compiled once, here, and kept beside its source, which must be the user's own for that.
RUN python -m scheduling.warm
ENV DATA_DIR=/var/lib/shiftwright
ENTRYPOINT ["python", "-m", "workers"]
