package peer;

/** A template in a role; number 0 is a day off. */
public record Kind(int index) {
}
