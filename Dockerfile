# Written for every builder: docker with or without BuildKit, buildah, podman, kaniko.
# One image per app:  docker build --target customer-api -t decouple/customer-api .
#                     docker build --target sales-worker -t decouple/sales-worker .
ARG NODE_IMAGE=node:24-slim

# --- manifests: what npm ci reads, and nothing else --------------------------------------------------------------------
# A stage of its own, because COPY cannot keep the folders of many files in every builder (COPY --parents is new).
FROM ${NODE_IMAGE} AS manifests
WORKDIR /workspace
COPY . .
RUN find . ! -type d ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

# --- dependencies: changes only with the lock file and the manifests, so that code changes reuse it -------------------
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /workspace
COPY --from=manifests /workspace ./
# Nothing that the build uses needs an install script, so none gets to run.
RUN npm ci --ignore-scripts && npm cache clean --force

# --- build: each app becomes dist/apps/<app>, complete with the few packages that a bundle cannot hold -----------------
FROM dependencies AS build
ENV CI=true NX_DAEMON=false
COPY . .
RUN npx nx run-many -t build -p customer-api sales-worker

# --- runtime: Node and the app; no npm project, no sources, no build tools -------------------------------------------
FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="Decouple" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
WORKDIR /app
USER node
# The apps drain on SIGTERM. The command is an exec form, so that Node itself receives it.
STOPSIGNAL SIGTERM
CMD ["node", "--max-old-space-size=256", "--max-semi-space-size=16", "main.js"]
# Ready means: the database answers and the queues are reachable. Each app listens for this on the one port it has.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=5 CMD ["node", "-e", "\
  fetch('http://127.0.0.1:' + (process.env.PORT ?? process.env.MANAGEMENT_PORT) + '/health/ready')\
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS customer-api
LABEL org.opencontainers.image.title="customer-api" \
      org.opencontainers.image.description="Accepts payments over HTTP and shows their status."
ENV HTTP_HOST=0.0.0.0 PORT=3000
EXPOSE 3000
COPY --from=build --chown=root:root /workspace/dist/apps/customer-api ./

FROM runtime AS sales-worker
LABEL org.opencontainers.image.title="sales-worker" \
      org.opencontainers.image.description="Records each payment in the sales ledger."
ENV MANAGEMENT_HOST=0.0.0.0 MANAGEMENT_PORT=3100
EXPOSE 3100
COPY --from=build --chown=root:root /workspace/dist/apps/sales-worker ./
