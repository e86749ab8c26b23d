/**
 * What an attacker can exercise now (design 2.5): the primary tokens of its processes; what its threads
 * impersonate in user mode; for every token handle in its processes, what the model itself would install, by
 * dry run of the gate and the job's limits or of primary assignment.
 *
 * One walk serves all uses: taking the baseline, looking for an identity that is within none of it, and
 * listing all of those.
 */
import { accessCheckToken } from "../access/accessCheckToken";
import { filterInPlaceForJob, jobAllows, jobFiltersToken, limitingJobOf } from "../access/jobSecurityLimits";
import { muteNotes, putNotesBack } from "../decide";
import {
  GAIN_ASSIGN_TOKEN, GAIN_IMPERSONATE_THREAD, GAIN_IMPERSONATE_TOKEN, GAIN_IMPERSONATION,
  GAIN_OBJECT_ACCESS, GAIN_OPEN_PROCESS_TOKEN, GAIN_OPEN_THREAD_TOKEN, GAIN_PRIMARY_TOKEN,
  HANDLE_OBJECT, HANDLE_PIPE, HANDLE_PROCESS, HANDLE_THREAD, HANDLE_TOKEN,
} from "../generated/constants";
import { attackerProcessMask } from "../generated/image";
import {
  handleAccess, handleCount, handleKind, handleObject, handleProcess, headerHandlesLiveHigh,
  headerHandlesLiveLow, objectPipe, pipeClientHandle, processToken, setTouched,
  threadActive, threadCopyOnOpen, threadCount, threadLevel, threadProcess, threadToken, TOKEN_LEVEL_OFFSET,
  TOKEN_SIZE, TOKEN_TYPE_OFFSET, tokenBase, tokenDescriptor, tokenIntegrity, tokenLevel,
  tokenParentId, tokenPrivilegesPresent, tokenSession, tokenTokenId, tokenType, touched,
} from "../generated/state";
import {
  PROCESS_QUERY_INFORMATION, THREAD_IMPERSONATE, THREAD_QUERY_INFORMATION, TOKEN_ASSIGN_PRIMARY,
  TOKEN_DUPLICATE, TOKEN_IMPERSONATE, TYPE_TOKEN,
} from "../generated/accessRights";
import { SecurityImpersonation, TokenImpersonation, TokenPrimary } from "../generated/enumerations";
import { STATUS_SUCCESS } from "../generated/statuses";
import { JOB_ORDER_JOB_FIRST, jobOrder } from "../generated/switches";
import { SE_ASSIGN_PRIMARY_TOKEN_PRIVILEGE } from "../generated/enumerations";
import { SeTokenCanImpersonate } from "../routines/SeTokenCanImpersonate";
import { inKernelMode } from "../step/call";
import { noteHandleAtStart, noteThreadAtStart } from "./atStart";
import { addHeldAccess, addToBaseline, baselineReaches, isWithinBaseline } from "./baseline";
import { beginListing, endListing, listing, noteGain } from "./gains";
import {
  accessIsProven, handlesToAskHigh, handlesToAskLow, keepProven, onlyAttacker, proveAccess, proveToken,
  settleHandle,
  tokenIsProven,
} from "./proven";

let taking: bool = false;
let gained: bool = false;

/**
 * Takes the baseline of an attacker from the state now: identities, and access that its handles give already.
 */
export function takeBaseline(attacker: u32): void {
  taking = true;
  const before = muteNotes();
  walkIdentities(attacker);
  for (let slot: u32 = 0; slot < handleCount; slot++) {
    if (opensObject(slot) && ownsHandle(attacker, slot)) {
      addHeldAccess(attacker, handleObject(slot), handleAccess(slot));
    }
  }
  putNotesBack(before);
  taking = false;
}

/** Whether the attacker can exercise an identity that is within none of its baseline. */
export function gainedIdentity(attacker: u32): bool {
  gained = false;
  const before = muteNotes();
  walkIdentities(attacker);
  putNotesBack(before);
  return gained;
}

/**
 * Every run begins in this state: what holds of an attacker in it is found out once. Nothing is gained yet.
 */
export function proveBeginning(): void {
  const attacker = onlyAttacker();
  if (attacker != 0) gainedIdentity(attacker - 1);
  keepProven();
}

/**
 * Whether the attacker holds a handle to a declared object with a right that no identity of its baseline
 * passes and no handle of its start had.
 */
export function gainedAccess(attacker: u32): bool {
  if (accessIsProven(attacker)) return false;
  const before = muteNotes();
  let found = false;
  for (let slot: u32 = 0; slot < handleCount && !found; slot++) {
    if (!opensObject(slot) || !ownsHandle(attacker, slot)) continue;
    found = foreignRights(attacker, handleObject(slot), handleAccess(slot)) != 0;
  }
  if (!found) proveAccess(attacker);
  putNotesBack(before);
  return found;
}

/** Lists all that the attacker has gained: identities if `kinds` has bit 1, access if it has bit 2. */
export function listGains(attacker: u32, kinds: u32): void {
  beginListing();
  const before = muteNotes();
  if (kinds & 1) walkIdentities(attacker);
  for (let slot: u32 = 0; (kinds & 2) != 0 && slot < handleCount; slot++) {
    if (!opensObject(slot) || !ownsHandle(attacker, slot)) continue;
    const rights = foreignRights(attacker, handleObject(slot), handleAccess(slot));
    if (rights != 0) noteGain(GAIN_OBJECT_ACCESS, slot, handleObject(slot), rights);
  }
  putNotesBack(before);
  endListing();
}

/**
 * Whether a handle gives access to a declared object. The server's end of a pipe gives none to who created
 * it.
 */
function opensObject(slot: u32): bool {
  const kind = handleKind(slot);
  return kind == HANDLE_OBJECT
    || (kind == HANDLE_PIPE && pipeClientHandle(objectPipe(handleObject(slot))) == slot + 1);
}

/** Rights of a handle that no identity of the baseline passes, and that no handle of the start had. */
function foreignRights(attacker: u32, object: u32, access: u32): u32 {
  let foreign: u32 = 0;
  if (access == 0 || baselineReaches(attacker, object, access)) return foreign;
  for (let rest = access; rest != 0; rest &= rest - 1) {
    const right = rest & (0 - rest);
    if (!baselineReaches(attacker, object, right)) foreign |= right;
  }
  return foreign;
}

function ownsProcess(attacker: u32, process: u32): bool {
  return process != 0 && (attackerProcessMask(attacker) & (1 << process)) != 0;
}

function ownsHandle(attacker: u32, slot: u32): bool {
  return ownsProcess(attacker, handleProcess(slot));
}

/**
 * Whether visiting the token could tell nothing new, so that no dry run is needed to find out whether it is
 * visited.
 */
function isSettled(attacker: u32, token: u32): bool {
  return !taking && !listing && (gained || tokenIsProven(attacker, token));
}

/**
 * Primary tokens are visited first, so what else is within none of them is more than the processes could be.
 */
function takeToken(attacker: u32, token: u32, way: u32, holder: u32): void {
  if (way != GAIN_PRIMARY_TOKEN && !isWithinBaseline(attacker, token)) {
    if (way == GAIN_IMPERSONATION) noteThreadAtStart(attacker, holder);
    else noteHandleAtStart(attacker, holder);
  }
  addToBaseline(attacker, token);
}

function visit(attacker: u32, token: u32, way: u32, holder: u32): void {
  if (taking) takeToken(attacker, token, way, holder);
  else if (isSettled(attacker, token)) return;
  else if (isWithinBaseline(attacker, token)) proveToken(attacker, token);
  else if (listing) noteGain(way, holder, token, 0);
  else gained = true;
}

function walkIdentities(attacker: u32): void {
  for (let mask = attackerProcessMask(attacker); mask != 0; mask &= mask - 1) {
    const process = ctz<u32>(mask);
    visit(attacker, processToken(process), GAIN_PRIMARY_TOKEN, process);
  }
  for (let thread: u32 = 1; thread < threadCount; thread++) {
    if (!threadActive(thread) || threadLevel(thread) < SecurityImpersonation
      || !ownsProcess(attacker, threadProcess(thread))) {
      continue;
    }
    if (!inKernelMode(thread)) visit(attacker, threadToken(thread), GAIN_IMPERSONATION, thread);
  }
  const all = taking || listing;
  walkHandles(attacker, headerHandlesLiveLow() & (all ? ~(<u64>0) : handlesToAskLow(attacker)), 0);
  walkHandles(attacker, headerHandlesLiveHigh() & (all ? ~(<u64>0) : handlesToAskHigh(attacker)), 64);
}

function walkHandles(attacker: u32, live: u64, first: u32): void {
  for (let rest = live; rest != 0; rest &= rest - 1) {
    const slot = first + <u32>ctz<u64>(rest);
    if (!ownsHandle(attacker, slot)) continue;
    if (handleKind(slot) == HANDLE_TOKEN) {
      walkTokenHandle(attacker, slot);
      if (!taking && !listing && !gained) settleHandle(attacker, slot);
    } else if (handleKind(slot) == HANDLE_THREAD) walkThreadHandle(attacker, slot);
    else if (handleKind(slot) == HANDLE_PROCESS) walkProcessHandle(attacker, slot);
  }
}

/**
 * What the token behind a handle could be installed as. Below SecurityImpersonation an identity is worth
 * nothing.
 */
function walkTokenHandle(attacker: u32, slot: u32): void {
  const token = handleObject(slot);
  if (isSettled(attacker, token)) return;
  const access = handleAccess(slot);
  const own = processToken(handleProcess(slot));
  const primary = tokenType(token) == TokenPrimary;
  if (!primary && tokenLevel(token) < SecurityImpersonation) return;
  const usable = (!primary && access & TOKEN_IMPERSONATE) || access & TOKEN_DUPLICATE;
  if (usable && visitInstalled(attacker, token, GAIN_IMPERSONATE_TOKEN, slot)) return;
  const assignable = (primary && access & TOKEN_ASSIGN_PRIMARY) || access & TOKEN_DUPLICATE;
  if (assignable && couldBeAssigned(own, token)) {
    visit(attacker, token, GAIN_ASSIGN_TOKEN, slot);
  }
}

/**
 * NtImpersonateThread needs no more than THREAD_IMPERSONATE on the client thread (facts 11.9);
 * NtOpenThreadToken no more than the right to query it, and then the token's own access list, which a thread
 * with CopyOnOpen does not ask (facts 11.1).
 */
function walkThreadHandle(attacker: u32, slot: u32): void {
  const thread = handleObject(slot);
  const active = threadActive(thread) != 0;
  if (active && threadLevel(thread) < SecurityImpersonation) return;
  const token = active ? threadToken(thread) : processToken(threadProcess(thread));
  if (isSettled(attacker, token)) return;
  const own = processToken(handleProcess(slot));
  const impersonates = (handleAccess(slot) & THREAD_IMPERSONATE) != 0;
  const taken = impersonates ||
    (active && (handleAccess(slot) & THREAD_QUERY_INFORMATION) != 0
      && (threadCopyOnOpen(thread) != 0 || mayDuplicate(own, token)));
  if (taken) {
    visitInstalled(attacker, token, impersonates ? GAIN_IMPERSONATE_THREAD : GAIN_OPEN_THREAD_TOKEN, slot);
  }
}

/**
 * NtOpenProcessToken needs the right to query the process, and then the token's own access list (facts 11.2).
 */
function walkProcessHandle(attacker: u32, slot: u32): void {
  const token = processToken(handleObject(slot));
  if (isSettled(attacker, token)) return;
  const own = processToken(handleProcess(slot));
  if ((handleAccess(slot) & PROCESS_QUERY_INFORMATION) != 0 && mayDuplicate(own, token)) {
    visitInstalled(attacker, token, GAIN_OPEN_PROCESS_TOKEN, slot);
  }
}

/** Whether the access list of a token lets this identity open it to duplicate it. */
function mayDuplicate(own: u32, token: u32): bool {
  return accessCheckToken(own, tokenDescriptor(token), TYPE_TOKEN, TOKEN_DUPLICATE);
}

/**
 * Visits what would be installed on a thread of the process that holds a handle: the token, or what a job's
 * filter leaves of it. Answers whether the token itself was visited.
 */
function visitInstalled(attacker: u32, token: u32, way: u32, slot: u32): bool {
  const process = handleProcess(slot);
  const own = processToken(process);
  const job = limitingJobOf(process);
  if (job != 0 && jobAllows(job, token) != STATUS_SUCCESS) return false;
  const filters = job != 0 && jobFiltersToken(job, token);
  const jobFirst = filters && jobOrder() == JOB_ORDER_JOB_FIRST;
  if (!jobFirst && !wouldBeInstalled(own, token)) return false;
  if (filters) visitFiltered(attacker, token, job, way, slot, jobFirst ? own : 0);
  else visit(attacker, token, way, slot);
  return !filters;
}

/** Number of the record that is no token's, where a filtered one is made for the time of the question. */
const SCRATCH: u32 = 0;

/**
 * `gateOf`: the process's token whose gate is still to be asked, about the filtered token; 0: it was asked
 * before.
 */
function visitFiltered(attacker: u32, token: u32, job: u32, way: u32, slot: u32, gateOf: u32): void {
  const written = touched;
  memory.copy(tokenBase, tokenBase + <usize>(token * TOKEN_SIZE), TOKEN_SIZE);
  filterInPlaceForJob(job, SCRATCH);
  if (gateOf == 0 || wouldBeInstalled(gateOf, SCRATCH)) {
    if (taking) addToBaseline(attacker, SCRATCH);
    else if (!isWithinBaseline(attacker, SCRATCH)) {
      if (listing) noteGain(way, slot, token, job);
      else gained = true;
    }
  }
  memory.fill(tokenBase, 0, TOKEN_SIZE);
  setTouched(written);
}

/**
 * Dry run of the gate for an Impersonation-type copy at SecurityImpersonation, which duplicating could always
 * make.
 */
function wouldBeInstalled(own: u32, token: u32): bool {
  const address = tokenBase + <usize>(token * TOKEN_SIZE);
  const type = load<u8>(address, TOKEN_TYPE_OFFSET);
  const level = load<u8>(address, TOKEN_LEVEL_OFFSET);
  store<u8>(address, <u8>TokenImpersonation, TOKEN_TYPE_OFFSET);
  store<u8>(address, <u8>SecurityImpersonation, TOKEN_LEVEL_OFFSET);
  const allowed = SeTokenCanImpersonate(own, token, SecurityImpersonation);
  store<u8>(address, type, TOKEN_TYPE_OFFSET);
  store<u8>(address, level, TOKEN_LEVEL_OFFSET);
  return allowed != 0;
}

/**
 * Dry run of primary assignment: child or sibling of the own token at no higher integrity, or
 * SeAssignPrimaryTokenPrivilege (facts 10.1 to 10.3).
 */
function couldBeAssigned(own: u32, token: u32): bool {
  if (tokenPrivilegesPresent(own) & (<u64>1 << SE_ASSIGN_PRIMARY_TOKEN_PRIVILEGE)) return true;
  if (tokenIntegrity(token) > tokenIntegrity(own)) return false;
  if (tokenParentId(token) == tokenTokenId(own)) return true;
  return tokenParentId(token) == tokenParentId(own) && tokenSession(token) == tokenSession(own);
}
