package io.shoudan.transaction.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.request.DeadlineExceeded;
import io.shoudan.transaction.authorization.AuthorizationNode;
import io.shoudan.transaction.batch.OneOpenBatch;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.directory.BundledDirectories;
import io.shoudan.transaction.directory.IssuerDirectory;
import io.shoudan.transaction.merchant.Acceptor;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.merchant.Standing;
import io.shoudan.transaction.network.NetworkProperties;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.policy.NoObjections;
import io.shoudan.transaction.policy.Policy;
import io.shoudan.transaction.reversal.ReversalNode;
import io.shoudan.transaction.reversal.ReversalTables;
import io.shoudan.transaction.route.OpenRoads;
import io.shoudan.transaction.vault.PlainVault;
import io.shoudan.transaction.vault.Vault;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// A house of two nodes, one database and a card network, in which cashiers buy while nodes die,
/// stop and come back, commits break, and messages get lost or come late. Then everything is healed
/// and looked at.
///
/// The classes that decide are those that ship; tables, time, threads and the network are not.
final class Simulation {

    static final String MERCHANT = "898310058120001";
    static final String BATCH = "000001";
    static final Currency CNY = Currency.getInstance("CNY");

    private static final int HEALING_ROUNDS = 60;
    static final LocalDate BUSINESS_DATE = LocalDate.of(2026, 3, 2);
    private static final Cell CELL =
            new Cell(ZoneId.of("Asia/Shanghai"), LocalTime.of(23, 0), "00098310", CNY);

    private static final Standing GOOD =
            new Standing.Good(
                    new Acceptor(
                            "Noodle House",
                            "5812",
                            Set.of("PURCHASE", "VOID", "REFUND", "BALANCE_INQUIRY"),
                            "O1",
                            "West Gate",
                            "1 West Road",
                            "310101",
                            new Limits(null, null, null)));

    private static final NetworkProperties NETWORK =
            new NetworkProperties(
                    "UNIONPAY",
                    "127.0.0.1",
                    8085,
                    Link.REPLY_TIMEOUT,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(10));

    /// What takes long to make and remembers nothing of a run.
    private static final Vault VAULT = PlainVault.vault();

    private static final IssuerDirectory DIRECTORY = BundledDirectories.directory();
    private static final Policy POLICY = NoObjections.policy(CELL);
    private static final MeterRegistry METERS = new CompositeMeterRegistry();

    private static final OpenRoads ROADS = new OpenRoads();

    private final Choices choices;
    private final Plan plan;
    private final World world;
    private final Storage storage;
    private final AuthorizationNode.Common common;
    private final CardNetwork network;
    private final Node[] nodes = new Node[2];
    private final Map<UUID, Integer> sent = new HashMap<>();
    private final List<Cashier> cashiers = new ArrayList<>();
    private final Bug bug;
    private boolean closing;
    private int generation;
    private long ids;

    static Simulation of(Choices choices, boolean recording) {
        return with(Bug.NONE, choices, recording);
    }

    static Simulation with(Bug bug, Choices choices, boolean recording) {
        return new Simulation(choices, recording, bug, world -> new MemoryStorage(world, bug));
    }

    /// One whose rows are kept elsewhere.
    static Simulation on(Function<World, Storage> storages, Choices choices, boolean recording) {
        return new Simulation(choices, recording, Bug.NONE, storages);
    }

    private Simulation(
            Choices choices, boolean recording, Bug bug, Function<World, Storage> storages) {
        this.bug = bug;
        this.choices = choices;
        plan = Plan.of(choices);
        world = new World(choices, recording);
        storage = storages.apply(world);
        world.keeps(storage);
        common =
                new AuthorizationNode.Common(
                        storage.payments(),
                        new OneOpenBatch(1, MERCHANT, BATCH, CNY).batches(),
                        asked -> asked.stream().map(_ -> GOOD).toList(),
                        DIRECTORY,
                        POLICY,
                        VAULT,
                        CELL,
                        world.clock(),
                        world,
                        NETWORK,
                        METERS,
                        () -> new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ++ids));
        network = new CardNetwork(world, choices, plan, this::anyNode);
        nodes[0] = newNode("a");
        nodes[1] = newNode("b");
    }

    private Node newNode(String name) {
        var node = new Node(name + ++generation);
        var link =
                new Link(
                        world,
                        node,
                        network,
                        NETWORK.name(),
                        it -> sent.merge(it, 1, Integer::sum),
                        bug);
        var router = ROADS.router(link, world);
        var transactions = new Transactions(storage.transactions(node, this::fate));
        var reversalNode =
                new ReversalNode(
                        storage.reversals(),
                        storage.payments(),
                        transactions,
                        router,
                        VAULT,
                        CELL,
                        world.clock(),
                        world,
                        METERS,
                        () -> world.start("reversals at " + node, node, () -> job(node, 1)),
                        (thread, work) -> world.start(thread + " at " + node, node, work));
        link.passesLateAnswersTo(reversalNode.lateAnswers());
        node.wire(
                link,
                new AuthorizationNode(common, transactions, router, reversalNode),
                reversalNode);
        world.start("jobs of " + node, node, () -> jobs(node));
        return node;
    }

    private Storage.Fate fate() {
        if (bug == Bug.TELLS_BEFORE_COMMIT && !closing && choices.oneIn(40)) {
            return Storage.Fate.LOST_BELIEVED;
        }
        if (closing || !plan.cutsCommits() || !choices.oneIn(8)) {
            return Storage.Fate.DONE;
        }
        return choices.oneIn(2) ? Storage.Fate.DONE_UNHEARD : Storage.Fate.LOST_UNHEARD;
    }

    /// The jobs of a node, more seldom than they ship: most runs of theirs find nothing.
    private void jobs(Node node) {
        while (!closing) {
            world.sleep(Duration.ofSeconds(new int[] {3, 11, 28}[choices.below(3)]));
            job(node, choices.below(3));
        }
    }

    void job(Node node, int which) {
        try {
            switch (which) {
                case 0 -> node.authorizations().sweep();
                case 1 -> node.reversals().send();
                default -> node.reversals().reconsider();
            }
        } catch (RuntimeException fault) { // As a job does: the next run may do better.
            closed(fault);
        }
    }

    /// A call ended without an answer: for want of time or of the database, or it is a mistake.
    void closed(RuntimeException fault) {
        world.note("no answer: " + fault);
        if (!(fault instanceof Problem)
                && !(fault instanceof DeadlineExceeded)
                && !DatabaseFaults.passing(fault)) {
            world.trouble("failed: " + fault);
        }
    }

    /// A node that is up.
    Node anyNode() {
        var first = nodes[choices.below(2)];
        return first.alive() ? first : nodes[first == nodes[0] ? 1 : 0];
    }

    Node node(int index) {
        return nodes[index];
    }

    World world() {
        return world;
    }

    Choices choices() {
        return choices;
    }

    Plan plan() {
        return plan;
    }

    PaymentTables payments() {
        return storage.payments();
    }

    ReversalTables reversals() {
        return storage.reversals();
    }

    CardNetwork network() {
        return network;
    }

    List<Cashier> cashiers() {
        return cashiers;
    }

    /// Requests of ours that left, by payment.
    Map<UUID, Integer> sent() {
        return sent;
    }

    /// A node dies, never both at a time, and comes back later.
    void crash(int index) {
        var node = nodes[index];
        if (!node.alive() || !nodes[1 - index].alive() || closing) {
            return;
        }
        world.kill(node);
        storage.disconnect(node);
        world.start(
                "restart",
                null,
                () -> {
                    world.sleep(Duration.ofSeconds(new int[] {0, 2, 40}[choices.below(3)]));
                    nodes[index] = newNode(index == 0 ? "a" : "b");
                });
    }

    /// Runs events one after another, each until nobody can go on without another, heals, and says
    /// what is wrong then. Messages of the network wait until they are delivered.
    List<String> run(List<Event> events) {
        var cashier = new Cashier(this, 0);
        cashiers.add(cashier);
        network.hold();
        for (var each : events) {
            world.note("EVENT " + each);
            each.happen(this, cashier);
            world.settle();
        }
        return healed();
    }

    /// Runs cashiers and faults, heals, and says what is wrong then.
    List<String> run() {
        for (int i = 0; i < plan.terminals(); i++) {
            var cashier = new Cashier(this, i);
            cashiers.add(cashier);
            world.start("terminal " + i, null, cashier::work);
        }
        world.atEachStep(this::strike);
        return healed();
    }

    private List<String> healed() {
        world.start("healer", null, this::heal);
        world.run();
        if (!world.left().isEmpty()) {
            world.trouble("left waiting: " + world.left());
        }
        world.end();
        Checks.of(this).forEach(world::trouble);
        return world.troubles();
    }

    private void strike() {
        for (int each : plan.crashes()) {
            if (each == world.steps()) {
                crash(choices.below(2));
            }
        }
        for (int each : plan.freezes()) {
            if (each == world.steps() && !closing) {
                var node = anyNode();
                world.freeze(node, Duration.ofSeconds(new int[] {6, 24, 80}[choices.below(3)]));
            }
        }
    }

    /// Once all cashiers are done, nothing breaks any more, and the jobs run until nothing is left.
    private void heal() {
        world.await(() -> cashiers.stream().allMatch(Cashier::done), Duration.ofHours(10));
        world.note("HEAL");
        network.heal();
        closing = true;
        boolean calm = false;
        for (int i = 0; i < HEALING_ROUNDS; i++) {
            world.sleep(Duration.ofSeconds(10));
            var node = anyNode();
            if (!world.frozen(node)) {
                job(node, 0);
                job(node, 1);
                job(node, 2);
            }
            boolean calmBefore = calm;
            calm = world.left().size() == 1 && calm();
            if (calm && calmBefore) { // The last round found nothing to do.
                return;
            }
        }
    }

    private boolean calm() {
        return payments().all().stream().noneMatch(it -> Checks.open(it.payment().state()))
                && reversals().all().stream().noneMatch(Checks::live);
    }
}
