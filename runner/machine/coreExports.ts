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
}
