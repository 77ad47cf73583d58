package peer;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** What a person does on a day: a kind of shift in a role, or kind 0, nothing. Days before the plan are pinned. */
@PlanningEntity
public class PersonDay {
    @PlanningId
    private int id;
    private int person;
    private int day;
    @PlanningPin
    private boolean pinned;
    @ValueRangeProvider(id = "kinds")
    private List<Kind> kinds;
    @PlanningVariable(valueRangeProviderRefs = "kinds")
    private Kind kind;
    private int[] costs;
    private int most;

    public PersonDay() {
    }

    PersonDay(int id, int person, int day, boolean pinned, List<Kind> kinds, int[] costs, int most) {
        this.id = id;
        this.person = person;
        this.day = day;
        this.pinned = pinned;
        this.kinds = kinds;
        this.kind = pinned ? kinds.get(0) : null;
        this.costs = costs;
        this.most = most;
    }

    public int getPerson() {
        return person;
    }

    public int getDay() {
        return day;
    }

    public Kind getKind() {
        return kind;
    }

    public int kindIndex() {
        return kind.index();
    }

    public boolean works() {
        return kind.index() > 0;
    }

    /** Day and kind as one number. */
    public int cell() {
        return day * most + kind.index();
    }

    public int dayAfter() {
        return day + 1;
    }

    public int cost() {
        return costs[kind.index()];
    }
}
