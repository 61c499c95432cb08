# docker build -t startex .
# docker run -p 127.0.0.1:8080:8080 -v startex-data:/data startex
# The sign-in link is in the container's output.
FROM debian:12 AS build
WORKDIR /startex
# First what changes seldom, so that it is fetched once.
COPY script/bootstrap script/support.sh script/
COPY web-client/package.json web-client/package-lock.json web-client/.npmrc web-client/
RUN script/bootstrap --build
COPY . .
RUN bash -c '. script/support.sh && build_server startex && build_web_client' && strip build/release/server/startex

FROM debian:12-slim
COPY script/bootstrap script/support.sh /tmp/startex/script/
RUN /tmp/startex/script/bootstrap --runtime && rm -rf /tmp/startex /var/lib/apt/lists/* \
    && useradd --system --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin startex \
    && install -d -o startex -g startex -m 700 /data
COPY --from=build /startex/build/release/server/startex /usr/local/bin/startex
COPY --from=build /startex/scenarios /usr/share/startex/scenarios
COPY --from=build /startex/web-client/dist /usr/share/startex/web
COPY LICENSE /usr/share/startex/
USER startex
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
ENTRYPOINT ["startex"]
CMD ["serve", "--data", "/data", "--scenarios", "/usr/share/startex/scenarios", "--web", "/usr/share/startex/web", "--listen", "0.0.0.0:8080", "--print-link"]
