package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chart as a cluster would get it. No cluster is asked: what an API server would refuse as an
/// unknown field is found by models that keep such fields apart.
class HelmChartTest {

    private static final Path CHART = SourceTree.ofProject().root().resolve("helm/shoudan");

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void passesTheStrictLint() {
        var result = new Helm(CHART).lint().strict().call();

        assertThat(result.getMessages()).as("lint").noneMatch(line -> line.contains("[WARNING]"));
        assertThat(result.isFailed()).as(() -> String.join("\n", result.getMessages())).isFalse();
    }

    @Test
    void rendersFiveDeploymentsWithoutAFieldThatKubernetesDoesNotKnow() {
        List<HasMetadata> objects = rendered(template());

        assertThat(ofType(objects, Deployment.class))
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "cell-gateway-service",
                        "cell-terminal-service",
                        "cell-transaction-service",
                        "cell-settlement-service",
                        "cell-merchant-service");
        assertThat(ofType(objects, PodDisruptionBudget.class)).hasSize(5);
        for (HasMetadata object : objects) {
            assertThat(unknownFields(object)).as(object.getFullResourceName()).isEmpty();
        }
    }

    /// The check above must be able to fail.
    @Test
    void noticesAMisspelledField() {
        HasMetadata misspelled =
                serialization.unmarshal(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a}
                        spec:
                          template:
                            spec:
                              containers:
                                - name: a
                                  readynessProbe: {periodSeconds: 3}
                        """);

        assertThat(unknownFields(misspelled))
                .containsExactly("/spec/template/spec/containers/0/readynessProbe");
    }

    @Test
    void containersMayDoNothingTheyNeedNot() {
        for (Deployment deployment : ofType(rendered(template()), Deployment.class)) {
            var pod = deployment.getSpec().getTemplate().getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            for (Container container : pod.getContainers()) {
                var context = container.getSecurityContext();
                assertThat(context.getReadOnlyRootFilesystem()).isTrue();
                assertThat(context.getAllowPrivilegeEscalation()).isFalse();
                assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsKey("memory");
                assertThat(container.getStartupProbe()).isNotNull();
                assertThat(container.getLivenessProbe()).isNotNull();
                assertThat(container.getReadinessProbe()).isNotNull();
            }
        }
    }

    /// A selector that finds no pod is accepted by every API server and serves nobody.
    @Test
    void servicesAndBudgetsFindTheirPods() {
        List<HasMetadata> objects = rendered(template());
        List<Map<String, String>> pods =
                ofType(objects, Deployment.class).stream()
                        .map(d -> d.getSpec().getTemplate().getMetadata().getLabels())
                        .toList();

        for (Service service : ofType(objects, Service.class)) {
            assertFindsPods(service.getSpec().getSelector(), pods);
        }
        for (PodDisruptionBudget budget : ofType(objects, PodDisruptionBudget.class)) {
            assertFindsPods(budget.getSpec().getSelector().getMatchLabels(), pods);
        }
        for (Deployment deployment : ofType(objects, Deployment.class)) {
            assertFindsPods(deployment.getSpec().getSelector().getMatchLabels(), pods);
        }
    }

    @Test
    void secretsStandInNoConfigurationAndOnNoCommandLine() {
        List<HasMetadata> objects = rendered(template());

        for (ConfigMap map : ofType(objects, ConfigMap.class)) {
            assertThat(map.getData().keySet())
                    .noneMatch(name -> name.matches(".*(SECRET|PASSWORD|KEY)$"));
        }
        for (Deployment deployment : ofType(objects, Deployment.class)) {
            for (Container container :
                    deployment.getSpec().getTemplate().getSpec().getContainers()) {
                assertThat(container.getArgs()).isEmpty();
                assertThat(container.getCommand()).isEmpty();
                assertThat(container.getEnv())
                        .filteredOn(each -> each.getName().matches(".*(SECRET|PASSWORD|KEY)$"))
                        .allMatch(each -> each.getValueFrom().getSecretKeyRef() != null);
            }
        }
    }

    /// The port of health and metrics is the pods' alone: what a service leads to can be reached
    /// from elsewhere.
    @Test
    void metricsAreReadFromPodsOnly() {
        List<HasMetadata> objects = rendered(template());

        for (Deployment deployment : ofType(objects, Deployment.class)) {
            var pod = deployment.getSpec().getTemplate();
            assertThat(pod.getMetadata().getAnnotations())
                    .containsEntry("prometheus.io/scrape", "true")
                    .containsEntry("prometheus.io/path", "/actuator/prometheus")
                    .containsEntry("prometheus.io/port", "8090");
        }
        for (Service service : ofType(objects, Service.class)) {
            assertThat(service.getSpec().getPorts())
                    .noneMatch(it -> it.getPort() == 8090)
                    .noneMatch(it -> "management".equals(it.getTargetPort().getStrVal()));
        }
        assertThat(template().set("metrics.scrape", false).call()).doesNotContain("prometheus.io");
    }

    @Test
    void oneReplicaHasNoBudgetThatWouldBlockEveryDrain() {
        List<HasMetadata> objects = rendered(template().set("services.merchant.replicas", 1));

        assertThat(ofType(objects, PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .doesNotContain("cell-merchant-service")
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=3",
                "services.gatway.replicas=3",
                "services.gateway.replica=3",
                "services.gateway.resources.limits.memroy=1Gi",
                "services.gateway.replicas=many",
                "services.gateway.replicas=0",
                "image.pullPolicy=Sometimes",
                "postgres.port=70000",
                "issuer=acquiring.example.org",
            })
    void refusesWhatItDoesNotKnow(String assignment) {
        String name = assignment.substring(0, assignment.indexOf('='));
        String text = assignment.substring(assignment.indexOf('=') + 1);
        Object value = text.matches("[0-9]+") ? Integer.valueOf(text) : text;

        assertThatThrownBy(() -> template().set(name, value).call())
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    /// A name that no service knows would be ignored without a word.
    @Test
    void setsOnlyWhatAServiceKnows() {
        var known = SettingNames.of(SourceTree.ofProject());
        List<HasMetadata> objects = rendered(template());
        var set = new ArrayList<String>();
        for (ConfigMap map : ofType(objects, ConfigMap.class)) {
            set.addAll(map.getData().keySet());
        }
        for (Deployment deployment : ofType(objects, Deployment.class)) {
            for (Container container :
                    deployment.getSpec().getTemplate().getSpec().getContainers()) {
                container.getEnv().forEach(it -> set.add(it.getName()));
            }
        }

        assertThat(set)
                .contains("SHOUDAN_CELL_ZONE")
                .filteredOn(it -> it.startsWith("SHOUDAN_"))
                .allSatisfy(it -> assertThat(known).contains(SettingNames.bare(it)));
        assertThat(known).doesNotContain(SettingNames.bare("SHOUDAN_TERMINAL_ZONE"));
    }

    private static TemplateCommand template() {
        return new Helm(CHART).template().withName("cell");
    }

    private List<HasMetadata> rendered(TemplateCommand command) {
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : command.call().split("(?m)^---\\s*$", -1)) {
            if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
                objects.add(serialization.unmarshal(document));
            }
        }
        return objects;
    }

    private static <T> List<T> ofType(List<HasMetadata> objects, Class<T> type) {
        List<T> found = objects.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as(type.getSimpleName()).isNotEmpty();
        return found;
    }

    private static void assertFindsPods(
            Map<String, String> selector, List<Map<String, String>> pods) {
        assertThat(pods).filteredOn(p -> p.entrySet().containsAll(selector.entrySet())).hasSize(1);
    }

    /// JSON pointers of the fields that came in and that the models have no place for: the object
    /// without its unknown fields lacks them.
    private List<String> unknownFields(HasMetadata object) {
        List<String> found = new ArrayList<>();
        UnknownFields.in(object, "", found);
        return found.stream().filter(Objects::nonNull).sorted().toList();
    }
}
