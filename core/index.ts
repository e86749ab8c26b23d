/**
 * The only exports of the module, one line or one small function each. Pointers are given once; the host
 * reads and writes through views.
 */
import { beginEnumeration, choiceCount, drawChoices, followChoices, rewindChoices, nextRun, VALUES } from "./choices";
import { runDrawn, runEnumerated } from "./campaign/bulk";
import { findBreakingStep } from "./campaign/breakingStep";
import { CORPUS, CORPUS_BYTES_MAX, readCorpus, TURNS } from "./campaign/corpus";
import { beginGuided, recordShorter, runGuided } from "./campaign/guided";
import { ENTRY } from "./campaign/recorder";
import { recordShortest, shortestSteps, WANTED } from "./campaign/shorten";
import { beginEpoch, BEST, FOUND, foundCount, MET, placedCount, SEEN_BITS } from "./campaign/stamps";
import { clearFailures, failureCount, FAILURES } from "./campaign/failures";
import { CALL_COUNTS, clearStatistics, countsPointer, FIRST_FULL } from "./campaign/statistics";
import { deciding, noteCount, NOTES } from "./decide";
import { IMAGE, stateSize } from "./generated/image";
import { STATE } from "./generated/state";
import { switchesRead } from "./generated/switches";
import { listGains } from "./judge/exercise";
import { AT_START, clearAtStart } from "./judge/atStart";
import { LOOP_SEEN } from "./judge/expressions";
import { gainCount, GAINS } from "./judge/gains";
import { setScanning } from "./judge/invariants";
import { clearPropertyCounts, passFirstStep, PROPERTY_COUNTS, setJudgeEverything } from "./judge/properties";
import { loadImage } from "./load/load";
import { seedCase } from "./random";
import { keepStateBefore, STATE_BEFORE } from "./step/before";
import { outValue } from "./step/call";
import { JOURNAL, journalCount, setJournaling } from "./step/journal";
import { advance, beginRun, forgetBeginning } from "./step/run";
import { clearSweepCounts, sweepsBegun, sweepsMet } from "./step/sweeps";
import {
  broken, brokenInLane, decidingOfFailure, decidingStepOfFailure, skippedCount, stepCount, verdict,
} from "./step/verdict";

export { loadImage, runDrawn, runEnumerated, beginEnumeration, nextRun, advance, findBreakingStep, beginRun,
  outValue, sweepsBegun, sweepsMet, setJournaling, setJudgeEverything, passFirstStep, setScanning,
  keepStateBefore,
  listGains, runGuided, beginGuided, recordShorter, recordShortest, beginEpoch, readCorpus, followChoices };

export function imagePointer(): usize { return IMAGE; }
export function statePointer(): usize { return STATE; }
export function stateBytes(): u32 { return stateSize; }
export function stateBeforePointer(): usize { return STATE_BEFORE; }
export function journalPointer(): usize { return JOURNAL; }
export function journalLength(): u32 { return journalCount; }
export function notesPointer(): usize { return NOTES; }
export function notesLength(): u32 { return noteCount; }
export function failuresPointer(): usize { return FAILURES; }
export function failuresLength(): u32 { return failureCount; }
export function propertyCountsPointer(): usize { return PROPERTY_COUNTS; }
export function atStartPointer(): usize { return AT_START; }
export function loopSeenPointer(): usize { return LOOP_SEEN; }
export function countersPointer(): usize { return countsPointer(); }
export function firstFullPointer(): usize { return FIRST_FULL; }
export function callCountsPointer(): usize { return CALL_COUNTS; }

export function gainsPointer(): usize { return GAINS; }
export function gainsLength(): u32 { return gainCount; }

export function verdictOfRun(): u32 { return verdict; }
export function brokenInRun(): u32 { return broken; }
export function brokenLaneInRun(): u32 { return brokenInLane; }
export function decidingInRun(): u32 { return decidingOfFailure; }
export function decidingStepInRun(): u32 { return decidingStepOfFailure; }
export function decidingOfStep(): u32 { return deciding; }
export function stepsOfRun(): u32 { return stepCount; }
export function skippedInRun(): u32 { return skippedCount; }
/** A bit per switch, in the order of the table, that was read since the image was loaded. */
export function switchesReadSinceLoad(): u64 { return switchesRead; }
export function choicesOfRun(): u32 { return choiceCount; }

export function corpusPointer(): usize { return CORPUS; }
export function corpusBytesMax(): u32 { return CORPUS_BYTES_MAX; }
export function turnsPointer(): usize { return TURNS; }
export function seenPointer(): usize { return SEEN_BITS; }
export function foundPointer(): usize { return FOUND; }
export function foundLength(): u32 { return foundCount; }
export function bestPointer(): usize { return BEST; }
export function metPointer(): usize { return MET; }
export function metLength(): u32 { return placedCount; }
export function wantedPointer(): usize { return WANTED; }
export function stepsOfShortest(): u32 { return shortestSteps; }
export function entryPointer(): usize { return ENTRY; }
export function choicesPointer(): usize { return VALUES; }

/** The next run takes its choices from the draw of (seed, case). */
export function drawCase(seed: u64, caseNumber: u64): void {
  seedCase(seed, caseNumber);
  drawChoices();
}

/** The next run follows the enumeration's prefix. */
export function followEnumeration(): void { rewindChoices(); }

/** Forgets all counts and failures of a campaign. */
export function clearCampaign(): void {
  clearStatistics();
  clearFailures();
  clearPropertyCounts();
  clearAtStart();
  clearSweepCounts();
  forgetBeginning();
  memory.fill(LOOP_SEEN, 0, 65536);
}
