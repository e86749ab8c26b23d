/**
 * Holds the core against a recording: which lines agree, which are not judged and why, which nobody can
 * explain.
 */
import type { SwitchSettings } from "../../tables/versions.ts";
import type { Machine } from "../../../runner/machine/machine.ts";
import { planSequence } from "./reach.ts";
import type { Recording } from "./recording.ts";
import { playSequence } from "./replay.ts";
import { playRow, recordedText, rowReason } from "./rows.ts";

export interface KindCounts {
  agreed: number;
  notJudged: number;
  unexplained: number;
}
export interface Unexplained {
  readonly place: string;
  readonly call: string;
  readonly recorded: string;
  readonly core: string;
}

export interface Judgement {
  readonly kinds: ReadonlyMap<string, Readonly<KindCounts>>;
  readonly reasons: ReadonlyMap<string, number>;
  readonly unexplained: readonly Unexplained[];
  /** Judged lines of sequences that use a handle beyond its access, which no recording refuses. */
  readonly beyondAccess: number;
  /** Times that each decision was taken each way at judged lines: [no, yes], by its number in the table. */
  readonly decisions: ReadonlyMap<number, readonly [number, number]>;
}

class Tally {
  readonly kinds = new Map<string, KindCounts>();
  readonly reasons = new Map<string, number>();
  readonly unexplained: Unexplained[] = [];
  beyondAccess = 0;
  readonly decisions = new Map<number, [number, number]>();

  notJudged(kind: string, reason: string): void {
    this.of(kind).notJudged++;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  compared(kind: string, found: Unexplained): void {
    if (found.recorded === found.core) this.of(kind).agreed++;
    else {
      this.of(kind).unexplained++;
      this.unexplained.push(found);
    }
  }

  noteDecisions(machine: Machine): void {
    for (const { decision, outcome } of machine.notes()) {
      const counts = this.decisions.get(decision) ?? [0, 0];
      counts[outcome ? 1 : 0]++;
      this.decisions.set(decision, counts);
    }
  }

  private of(kind: string): KindCounts {
    const counts = this.kinds.get(kind) ?? { agreed: 0, notJudged: 0, unexplained: 0 };
    this.kinds.set(kind, counts);
    return counts;
  }
}

/**
 * Plays everything that is in reach, under the profile `reactos` or with some of its switches `changed`.
 * Throws SyntaxError on calls or rows of no known kind.
 */
export function judgeRecording(
  machine: Machine,
  recording: Recording,
  changed: Partial<SwitchSettings> = {},
): Judgement {
  const tally = new Tally();
  for (const sequence of recording.sequences) {
    const planned = planSequence(sequence);
    for (const { call, reason } of planned) if (reason !== undefined) tally.notJudged(call.kind, reason);
    playSequence(
      machine,
      planned,
      ({ line: { call }, answer, beyondAccess }) => {
        if (beyondAccess) tally.beyondAccess++;
        tally.noteDecisions(machine);
        tally.compared(call.kind, {
          place: call.place,
          call: [call.kind, ...call.words].join(" "),
          recorded: call.answer,
          core: answer,
        });
      },
      changed,
    );
  }
  for (const row of recording.rows) {
    const reason = rowReason(row);
    if (reason !== undefined) {
      tally.notJudged(row.kind, reason);
      continue;
    }
    const core = playRow(machine, row, () => tally.noteDecisions(machine), changed);
    const call = [row.kind, ...Object.entries(row.settings).map(([name, value]) => name + value)].join(" ");
    tally.compared(row.kind, { place: row.place, call, recorded: recordedText(row), core });
  }
  return tally;
}
