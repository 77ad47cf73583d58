package peer;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Solves a plan until a moment and leaves the best one behind. The open edition searches with one thread, so each
 * thread that is given gets a search of its own, from another seed, and the best of them counts.
 */
public final class Main {
    private final Path out;
    private Plan best;

    private Main(Path out) {
        this.out = out;
    }

    /** Words: facts, until (epoch seconds), threads, seed, where the roster goes. */
    public static void main(String[] words) throws IOException, InterruptedException {
        double until = Double.parseDouble(words[1]);
        Main main = new Main(Path.of(words[4]));
        List<Thread> searches = new ArrayList<>();
        for (int number = 0; number < Integer.parseInt(words[2]); number++) {
            Plan plan = Reader.read(Path.of(words[0]));
            Solver<Plan> solver = main.solver(plan, until, Integer.parseInt(words[3]) + 1000 * number);
            Thread search = new Thread(() -> solver.solve(plan));
            search.start();
            searches.add(search);
        }
        for (Thread search : searches) {
            search.join();
        }
        main.end();
    }

    private Solver<Plan> solver(Plan plan, double until, long seed) {
        long left = Math.max(100, (long) (1000 * until) - System.currentTimeMillis());
        SolverConfig config = new SolverConfig().withSolutionClass(Plan.class).withEntityClasses(PersonDay.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withConstraintProviderClass(Rules.class)
                        .withConstraintProviderCustomProperties(
                                Map.of("present", String.join(" ", plan.present()))))
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(seed)
                .withTerminationSpentLimit(Duration.ofMillis(left))
                .withPhases(new ConstructionHeuristicPhaseConfig(),
                        new LocalSearchPhaseConfig().withLocalSearchType(LocalSearchType.valueOf(
                                System.getProperty("search", "LATE_ACCEPTANCE"))));
        Solver<Plan> solver = SolverFactory.<Plan>create(config).buildSolver();
        solver.addEventListener(event -> {
            if (event.isNewBestSolutionInitialized() && event.getNewBestScore().isFeasible()) {
                hear(event.getNewBestSolution());
            }
        });
        return solver;
    }

    private synchronized void hear(Plan found) {
        if (best == null || found.penalty() < best.penalty()) {
            best = found;
            System.out.println("{\"objective\": " + best.penalty() + "}");
        }
    }

    /** Person, day and kind of whatever is worked in the plan. */
    private void end() throws IOException {
        if (best != null) {
            Files.writeString(out, best.getCells().stream().filter(cell -> cell.getDay() >= 0 && cell.works())
                    .map(cell -> "[" + cell.getPerson() + ", " + cell.getDay() + ", " + cell.kindIndex() + "]")
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        System.out.println("{\"status\": \"" + (best == null ? "NO_SOLUTION_FOUND" : "FEASIBLE") + "\"}");
    }
}
