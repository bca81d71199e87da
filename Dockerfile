# One image recipe for every program of ours; which one is said when it is built:
#
#   ./mvnw -DskipTests package
#   docker build --build-arg PROGRAM=gateway-service -t shoudan/gateway-service:0.1.0 .
#
# Nothing is downloaded here: the jar is built before, by Maven.
FROM eclipse-temurin:25-jre

ARG PROGRAM
COPY ${PROGRAM}/target/${PROGRAM}-0.1.0-SNAPSHOT-app.jar /app/app.jar

# Where the card network's simulator keeps its record; a volume takes over this owner.
RUN install -d -o 10001 -g 10001 /record

# A number, not a name: Kubernetes can check it against runAsNonRoot.
USER 10001:10001
WORKDIR /app
ENTRYPOINT ["java", \
  "-XX:MaxRAMPercentage=65", \
  "-XX:+UseSerialGC", \
  "-XX:+UseCompactObjectHeaders", \
  "-XX:+ExitOnOutOfMemoryError", \
  "--enable-native-access=ALL-UNNAMED", \
  "-jar", "/app/app.jar"]
