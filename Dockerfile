# One static binary in an empty image. With it come the root certificates (to
# reach a mail server or a database over TLS); time zones are in the binary. It
# runs as a user without rights and writes to /data only.
FROM node:20 AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
ARG VERSION=development
RUN CABAS_VERSION=${VERSION} npm run build

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist web/dist
ARG VERSION=development
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X cabas/app.Version=${VERSION}" -o /out/cabas . \
    && mkdir -p /out/own/data /out/own/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/cabas /cabas
COPY --from=build --chown=10001:10001 /out/own/ /
USER 10001:10001
ENV CABAS_ADDR=:8080 CABAS_DATA=/data CABAS_LOG_FORMAT=json
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/cabas", "health"]
ENTRYPOINT ["/cabas"]
CMD ["serve"]
