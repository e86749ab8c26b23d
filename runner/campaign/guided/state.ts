/** Where a guided campaign stands between two epochs: all that the next one starts from. */
import { emptyCorpus, type Corpus } from "./corpus.ts";
import { firstEpoch, type Epoch } from "./epochs.ts";

export interface GuidedState {
  /** The epoch that comes next. */
  readonly epoch: Epoch;
  /** Its frozen corpus. */
  readonly corpus: Corpus;
}

/** Where every campaign begins to which no corpus is given. */
export const firstState: GuidedState = { epoch: firstEpoch, corpus: emptyCorpus };
