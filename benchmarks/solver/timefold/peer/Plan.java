package peer;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A roster and what is asked of it. `constant` is what every roster costs beside its score. */
@PlanningSolution
public class Plan {
    @PlanningEntityCollectionProperty
    private List<PersonDay> cells = new ArrayList<>();
    @ProblemFactCollectionProperty
    private List<Facts.Fact> facts = new ArrayList<>();
    @PlanningScore
    private HardSoftLongScore score;
    private long constant;

    public List<PersonDay> getCells() {
        return cells;
    }

    public List<Facts.Fact> getFacts() {
        return facts;
    }

    public HardSoftLongScore getScore() {
        return score;
    }

    /** Which facts there are, and whether they are laws. */
    Set<String> present() {
        return facts.stream().map(fact -> fact.getClass().getSimpleName() + (fact.costs(true) ? "!" : ""))
                .collect(Collectors.toSet());
    }

    void add(long more) {
        constant += more;
    }

    long penalty() {
        return constant - score.softScore();
    }
}
