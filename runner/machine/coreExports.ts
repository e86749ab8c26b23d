/**
 * What the module exports, as WebAssembly passes it: numbers that may come signed, and pointers into its
 * memory. The machine is the only one that calls it.
 */
export interface CoreExports {
  readonly memory: WebAssembly.Memory;
  loadImage(size: number): number;
  runDrawn(seed: bigint, first: bigint, count: number): void;
  runEnumerated(first: bigint, count: number): number;
  beginEnumeration(): void;
  nextRun(): number;
  followEnumeration(): void;
  drawCase(seed: bigint, caseNumber: bigint): void;
  beginRun(programCounter: number): void;
  advance(): number;
  findBreakingStep(): void;
  outValue(position: number): number;
  setJournaling(on: number): void;
  setJudgeEverything(on: number): void;
  setScanning(on: number): void;
  keepStateBefore(on: number): void;
  clearCampaign(): void;
  imagePointer(): number;
  statePointer(): number;
  stateBytes(): number;
  stateBeforePointer(): number;
  journalPointer(): number;
  journalLength(): number;
  notesPointer(): number;
  notesLength(): number;
  failuresPointer(): number;
  failuresLength(): number;
  propertyCountsPointer(): number;
  loopSeenPointer(): number;
  countersPointer(): number;
  callCountsPointer(): number;
  firstFullPointer(): number;
  verdictOfRun(): number;
  brokenInRun(): number;
  decidingInRun(): number;
  decidingStepInRun(): number;
  decidingOfStep(): number;
  listGains(attacker: number, kinds: number): void;
  gainsPointer(): number;
  gainsLength(): number;
  stepsOfRun(): number;
  skippedInRun(): number;
  choicesOfRun(): number;
  switchesReadSinceLoad(): bigint;
  beginEpoch(): void;
  readCorpus(bytes: number): number;
  runGuided(seed: bigint, first: bigint, count: number, stride: number): void;
  beginGuided(seed: bigint, caseNumber: bigint): void;
  recordGuided(seed: bigint, caseNumber: bigint, steps: number): number;
  recordShorter(seed: bigint, caseNumber: bigint, steps: number, call: number): number;
  followChoices(count: number): void;
  corpusPointer(): number;
  corpusBytesMax(): number;
  turnsPointer(): number;
  seenPointer(): number;
  foundPointer(): number;
  foundLength(): number;
  bestPointer(): number;
  metPointer(): number;
  metLength(): number;
  entryPointer(): number;
  choicesPointer(): number;
}
