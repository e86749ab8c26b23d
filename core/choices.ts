/**
 * The one source of all choices. A run is the list of its choices: `below(n)` draws them, enumerates them in
 * order, or replays a list; running, fuzzing and exploring differ in nothing else. A guided run may wish for
 * a choice that a case before it made.
 *
 * A weighted choice is recorded as its index, so that weights shape what is drawn and never what exists.
 */
import { guiding, setGuiding } from "./campaign/guiding";
import { drawBelow } from "./random";
import { journaling } from "./step/journal";

export const CHOICES_MAX: u32 = 65536;
/** The choices of a run that is journaled, enumerated or replayed; u16 each. */
export const VALUES: usize = memory.data(65536 * 2, 16);
const BOUNDS: usize = memory.data(65536 * 2, 16);

/** No choice is wished for: it is drawn. No bound is so large. */
export const NO_WISH: u32 = 0xffffffff;

/** Choices of the run so far. */
export let choiceCount: u32 = 0;
let prefixLength: u32 = 0;
let drawing: bool = false;

/** From here every choice is drawn. In bulk nothing is recorded: the case's number replays it. */
export function drawChoices(): void {
  drawing = true;
  choiceCount = 0;
  setGuiding(false);
}

/** From here every choice is drawn, or taken as wished for. */
export function guideChoices(): void {
  drawChoices();
  setGuiding(true);
}

/** Begins the first run of an enumeration, in which every choice is the first. */
export function beginEnumeration(): void {
  prefixLength = 0;
  rewindChoices();
}

/** Begins a run that follows the prefix and then takes the first of everything. */
export function rewindChoices(): void {
  drawing = false;
  choiceCount = 0;
  setGuiding(false);
}

/** Begins a run that follows the first `count` of VALUES. */
export function followChoices(count: u32): void {
  prefixLength = min<u32>(count, CHOICES_MAX);
  rewindChoices();
}

/** Moves the prefix on to the next run in order. False: the run before was the last. */
export function nextRun(): bool {
  let position = min<u32>(choiceCount, CHOICES_MAX);
  while (position > 0) {
    position--;
    const address = VALUES + (<usize>position << 1);
    const value = <u32>load<u16>(address) + 1;
    if (value < <u32>load<u16>(BOUNDS + (<usize>position << 1))) {
      store<u16>(address, <u16>value);
      prefixLength = position + 1;
      return true;
    }
  }
  return false;
}

/** A number below `bound`; no choice is made where only one is possible. */
export function below(bound: u32): u32 {
  if (bound <= 1) return 0;
  if (!drawing) return recorded(bound);
  const value = drawBelow(bound);
  noteChoice(value, bound);
  return value;
}

/** The same where a guided run may wish for one of them. */
export function wished(bound: u32, wish: u32): u32 {
  if (!guiding || wish >= bound) return below(bound);
  if (bound > 1) noteChoice(wish, bound);
  return wish;
}

/**
 * A number below a sum of weights, for a choice that is drawn; who asked says which one it came to, by
 * `noteChoice`.
 */
export function drawWeight(total: u32): u32 {
  return drawBelow(total);
}

/** Whether choices are drawn, so that weights count. */
export function choicesAreDrawn(): bool {
  return drawing;
}

/** A choice that was drawn or wished for, of a run that somebody looks at: its list replays it. */
export function noteChoice(value: u32, bound: u32): void {
  if (journaling && bound > 1 && choiceCount < CHOICES_MAX) {
    store<u16>(VALUES + (<usize>choiceCount << 1), <u16>value);
  }
  choiceCount += u32(bound > 1);
}

/** The next choice of a replayed or enumerated run. */
function recorded(bound: u32): u32 {
  if (choiceCount >= CHOICES_MAX) return 0;
  const place = <usize>choiceCount << 1;
  let value: u32 = 0;
  if (choiceCount < prefixLength) value = min<u32>(load<u16>(VALUES + place), bound - 1);
  store<u16>(VALUES + place, <u16>value);
  store<u16>(BOUNDS + place, <u16>bound);
  choiceCount++;
  return value;
}
