FROM docker.io/library/python:3.11-slim-bookworm AS build
WORKDIR /srv/querycraft
COPY requirements.txt .
RUN python -m venv --without-pip /venv \
 && pip --python /venv/bin/python install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# The modes of a private checkout must not keep the image's own account out.
RUN /venv/bin/pybabel compile --directory app/translations --domain messages \
 && /venv/bin/python -m compileall -q --invalidation-mode unchecked-hash . \
 && chmod -R a+rX .

FROM docker.io/library/python:3.11-slim-bookworm
RUN groupadd --gid 10001 querycraft \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin querycraft \
 && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/querycraft
COPY --from=build /venv /venv
COPY --from=build /srv/querycraft /srv/querycraft
WORKDIR /srv/querycraft
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 FLASK_APP=wsgi
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", \
    "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8000/healthz')"]
CMD ["gunicorn", "--config", "python:app.deploy.web", "wsgi:app"]
