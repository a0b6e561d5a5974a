FROM docker.io/library/node:24-bookworm-slim AS font
WORKDIR /font
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

# The package that the charts' script comes from takes 84 MB, and stays here.
FROM docker.io/library/python:3.11-slim-bookworm AS built
WORKDIR /srv/querycraft
COPY requirements-build.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements-build.txt
COPY app/deploy app/deploy
COPY --from=font /font/node_modules node_modules
RUN python app/deploy/charts.py build \
 && python app/deploy/font.py node_modules/@fontsource-variable/vazirmatn build

FROM docker.io/library/python:3.11-slim-bookworm AS build
WORKDIR /srv/querycraft
COPY requirements.txt .
RUN python -m venv --without-pip /venv \
 && pip --python /venv/bin/python install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=built /srv/querycraft/build build
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
# Each thread would keep a reserve of memory to itself; two reserves for all of them save some MB.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 FLASK_APP=wsgi MALLOC_ARENA_MAX=2
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", \
    "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8000/healthz')"]
CMD ["gunicorn", "--config", "python:app.deploy.web", "wsgi:app"]
