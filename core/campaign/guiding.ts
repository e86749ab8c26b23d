/**
 * Whether a run is guided: its features are met, and its choices may come from a case that is known. Blind
 * runs ask nothing of all that: those in bulk have a copy of the core in which this is never true
 * (core/optimiser/bulkCopies.js).
 */
export let guiding: bool = false;

export function setGuiding(on: bool): void {
  guiding = on;
}
