/** What a guided case follows: nothing, weights of its own, or a changed entry of the corpus. */
import { guideChoices } from "../choices";
import { draw } from "../random";
import { entryCount, entryOf, planEntry } from "./corpus";
import { mutate } from "./mutate";
import { beginPlan, setPlan } from "./plan";
import { favourAll, favourSome } from "./swarm";

/** From here the choices are those of the guided case for which the generator stands ready. */
export function followCorpus(): void {
  guideChoices();
  makePlan();
  beginPlan();
}

/**
 * Without a corpus a case is the blind one of its number. With one an eighth of the cases still is drawn,
 * half of these with weights of their own.
 */
export function makePlan(): void {
  setPlan(0, 0, 0);
  favourAll();
  if (entryCount == 0) return;
  const drawn = draw();
  if (drawn & 7) {
    planEntry(entryOf(<u32>(drawn >> 32)));
    mutate();
  } else if (drawn & 8) favourSome(draw());
}
