package io.shoudan.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules that hold in every module, each with its reason. A module's test says
/// `HouseRules.check("io.shoudan.transaction")`.
public final class HouseRules {

    private static final Set<Class<?>> WALL_CLOCKS =
            Set.of(
                    Instant.class,
                    LocalDate.class,
                    LocalDateTime.class,
                    OffsetDateTime.class,
                    ZonedDateTime.class);

    private static final Set<String> FLOATING =
            Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    private HouseRules() {}

    /// Checks all rules on the main classes of a package and those below it.
    ///
    /// @throws AssertionError           naming the rule, its reason and every offender
    /// @throws IllegalArgumentException if there are no such classes: misspelt names check nothing
    public static void check(String packageName) {
        var classes = mainClassesOf(packageName);
        rules(packageName).forEach(it -> it.check(classes));
    }

    /// The main classes of a package and those below it, for a module's own rules.
    ///
    /// Without the class path behind them: rules ask what is named, not what that is made of, and
    /// reading half of the JDK and Spring takes many seconds.
    ///
    /// @throws IllegalArgumentException if there are none: misspelt names check nothing
    public static JavaClasses mainClassesOf(String packageName) {
        var classes =
                alone(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .withImportOption(it -> !it.contains("-tests.jar")),
                        packageName);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("must contain classes: package=" + packageName);
        }
        return classes;
    }

    static JavaClasses alone(ClassFileImporter importer, String packageName) {
        Function<ArchConfiguration, JavaClasses> within =
                scope -> {
                    scope.setResolveMissingDependenciesFromClassPath(false);
                    return importer.importPackages(packageName);
                };
        return ArchConfiguration.withThreadLocalScope(within);
    }

    static List<ArchRule> rules(String packageName) {
        return Stream.of(
                        everyPackageIsNullMarked(packageName),
                        noFieldInjection(),
                        noValueAnnotation(),
                        onlyClockGivesTime(),
                        onlyTickersReadTheMonotonicClock(),
                        noFloatingPointFields(),
                        noFloatingPointSignatures(),
                        noSleep(),
                        noJavaUtilLogging(),
                        noThreadLocal())
                .map(it -> it.allowEmptyShould(true))
                .toList();
    }

    private static ArchRule everyPackageIsNullMarked(String packageName) {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(packageName + "..")
                .should(beInANullMarkedPackage())
                .because("an unmarked package is invisible to NullAway");
    }

    private static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("what a class needs is said by its constructor, and final");
    }

    private static ArchRule noValueAnnotation() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
                .because("settings are validated records, so that a bad one stops the start");
    }

    private static ArchRule onlyClockGivesTime() {
        return noClasses()
                .should()
                .accessTargetWhere(
                        describe(
                                "reads the wall clock without a Clock", HouseRules::readsWallClock))
                .because("tests set the clock, and business dates are decided in one place");
    }

    /// Calls and method references alike.
    private static boolean readsWallClock(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var name = access.getTarget().getName();
        return switch (name) {
            case "now" -> isWallClock(owner) && !takesClock(access);
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "<init>" -> owner.isEquivalentTo(Date.class) && parametersOf(access).isEmpty();
            default -> false;
        };
    }

    private static boolean isWallClock(JavaClass owner) {
        return WALL_CLOCKS.stream().anyMatch(owner::isEquivalentTo);
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return parametersOf(access).stream().anyMatch(it -> it.isEquivalentTo(Clock.class));
    }

    private static List<JavaClass> parametersOf(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes()
                : List.of();
    }

    private static ArchRule onlyTickersReadTheMonotonicClock() {
        return noClasses()
                .that(not(describe("are tickers", HouseRules::isTicker)))
                .should()
                .accessTargetWhere(
                        describe(
                                "reads the monotonic clock",
                                access ->
                                        access.getTarget().getName().equals("nanoTime")
                                                && access.getTargetOwner()
                                                        .isEquivalentTo(System.class)))
                .because("deadlines are tested with a ticker that the test moves");
    }

    private static boolean isTicker(JavaClass type) {
        var name = type.getSimpleName();
        return name.endsWith("Ticker") || name.equals("Deadline");
    }

    private static ArchRule noFloatingPointFields() {
        return fields().should(haveNoFloatingPointType())
                .because("money is counted in minor units and rates in basis points");
    }

    private static ArchRule noFloatingPointSignatures() {
        return methods()
                .that(not(describe("are made by the compiler", HouseRules::isSynthetic)))
                .should(haveNoFloatingPoint())
                .because("money is counted in minor units and rates in basis points");
    }

    private static ArchRule noSleep() {
        return noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "sleeps",
                                call ->
                                        call.getTarget().getName().equals("sleep")
                                                && call.getTargetOwner()
                                                        .isEquivalentTo(Thread.class)))
                .because("a sleeping thread can't be stopped or woken; wait on what you wait for");
    }

    private static ArchRule noJavaUtilLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("one logger, one format");
    }

    private static ArchRule noThreadLocal() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .because("with virtual threads a ScopedValue says where a value ends");
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                type, marked, type.getPackageName() + " has no @NullMarked"));
            }
        };
    }

    private static ArchCondition<JavaField> haveNoFloatingPointType() {
        return new ArchCondition<>("have no floating point type") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean exact = !FLOATING.contains(field.getRawType().getName());
                events.add(new SimpleConditionEvent(field, exact, field.getDescription()));
            }
        };
    }

    private static ArchCondition<JavaMethod> haveNoFloatingPoint() {
        return new ArchCondition<>("have no floating point in their signatures") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean exact =
                        Stream.concat(
                                        method.getRawParameterTypes().stream(),
                                        Stream.of(method.getRawReturnType()))
                                .noneMatch(it -> FLOATING.contains(it.getName()));
                events.add(new SimpleConditionEvent(method, exact, method.getDescription()));
            }
        };
    }

    /// Lambdas for a library's functional interface, such as a gauge's, have its signature.
    private static boolean isSynthetic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
