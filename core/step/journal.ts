/**
 * What was done in this run, as a flat program: 16 bytes a step as in the program, and 16 bytes that tell how it went.
 * Bulk campaigns do not write it; a case that failed is run again with the journal on.
 */
export const JOURNAL_MAX: u32 = 4096;
export const JOURNAL: usize = memory.data(4096 * 32, 16);

export let journaling: bool = false;
export let journalCount: u32 = 0;

export function setJournaling(on: bool): void {
  journaling = on;
}

export function clearJournal(): void {
  journalCount = 0;
}

/** Notes a step: its record with the actor that made it. */
export function journalRecord(record: usize, actor: u32): void {
  if (!journaling || journalCount >= JOURNAL_MAX) return;
  const address = JOURNAL + (<usize>journalCount << 5);
  memory.copy(address, record, 16);
  store<u8>(address, <u8>actor, 1);
  memory.fill(address + 16, 0, 16);
  journalCount++;
}

/** Notes how the last step went: its status, what it bound, where it stands in the program, what it was, what decided it. */
export function journalOutcome(status: u32, value: u32, programCounter: u32, flags: u32, lane: u32, deciding: u32): void {
  if (!journaling || journalCount == 0) return;
  const address = JOURNAL + (<usize>(journalCount - 1) << 5) + 16;
  store<u32>(address, status);
  store<u32>(address, value, 4);
  store<u16>(address, <u16>programCounter, 8);
  store<u8>(address, <u8>flags, 10);
  store<u8>(address, <u8>lane, 11);
  store<u16>(address, <u16>deciding, 12);
}
