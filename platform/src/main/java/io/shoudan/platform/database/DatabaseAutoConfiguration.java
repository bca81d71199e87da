package io.shoudan.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/// The gate in front of the pool, and transactions behind it.
@AutoConfiguration(
        after = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class
        },
        before = JdbcTemplateAutoConfiguration.class)
@ConditionalOnClass({HikariDataSource.class, PlatformTransactionManager.class})
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(DatabaseProperties.class)
public final class DatabaseAutoConfiguration {

    /// Static and by provider, so that nothing else is created as early as a post-processor is.
    @Bean
    static BeanPostProcessor databaseGate(ObjectProvider<DatabaseProperties> properties) {
        return new GatePostProcessor(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    Transactions transactions(PlatformTransactionManager manager) {
        return new Transactions(manager);
    }

    /// Spring has no name for PostgreSQL's lock time-out; the code that meets it needs one.
    @Bean
    @ConditionalOnMissingBean
    static SQLExceptionTranslator sqlExceptionTranslator() {
        var translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator(
                (task, _, fault) ->
                        "55P03".equals(fault.getSQLState())
                                ? new CannotAcquireLockException(task, fault)
                                : null);
        return translator;
    }

    @Bean
    DatabaseFaults databaseFaults() {
        return new DatabaseFaults();
    }

    @Bean
    MeterBinder databaseGateMeters(DataSource dataSource) {
        return registry -> {
            if (dataSource instanceof GatedDataSource gated) {
                var gate = gated.gate();
                Gauge.builder("shoudan.database.gate.in.use", gate, DatabaseGate::inUse)
                        .register(registry);
                Gauge.builder("shoudan.database.gate.waiting", gate, DatabaseGate::waiting)
                        .register(registry);
            }
        };
    }

    /// Migrations take their own connection: the pool's are limited to 3 s per statement, and the
    /// gate is for requests.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayConfigurationCustomizer.class)
    static class Migrations {

        @Bean
        FlywayConfigurationCustomizer migrationConnection(JdbcConnectionDetails details) {
            return flyway ->
                    flyway.dataSource(
                            details.getJdbcUrl(), details.getUsername(), details.getPassword());
        }
    }

    private record GatePostProcessor(ObjectProvider<DatabaseProperties> properties)
            implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof HikariDataSource pool
                    ? new GatedDataSource(
                            pool,
                            new DatabaseGate(
                                    pool.getMaximumPoolSize(), properties.getObject().patience()))
                    : bean;
        }
    }
}
