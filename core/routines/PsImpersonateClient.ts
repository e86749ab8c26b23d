/**
 * PsImpersonateClient: puts a token on a thread, or ends its impersonation when the token is none.
 *
 * The gate is judged against the primary token of the process that owns the thread, not against the caller
 * (facts 0.5 rule 2). Where it says no, the thread gets a copy at Identification and the caller reads
 * STATUS_SUCCESS (rule 1). A job's limits are all that refuses with a status (D2). [MS-doc
 * nf-ntifs-psimpersonateclient] [ReactOS ps/security.c] facts 4.1
 */
import { filterForJob, jobAllows, jobFiltersToken, limitingJobOf } from "../access/jobSecurityLimits";
import { decide } from "../decide";
import {
  IMPERSONATION_BLOCK_FAILS, IMPERSONATION_OF_NONE, PROCESS_WITHOUT_TOKEN,
} from "../generated/decisions";
import { SecurityAnonymous, SecurityIdentification, TokenImpersonation } from "../generated/enumerations";
import {
  setHeaderLevelRaised, setThreadBlockPresent, threadActive, threadProcess, threadToken, tokenLevel,
  tokenType,
} from "../generated/state";
import {
  STATUS_INSUFFICIENT_RESOURCES, STATUS_NO_MEMORY, STATUS_SUCCESS, STATUS_UNSUCCESSFUL,
} from "../generated/statuses";
import {
  DOWNGRADE_LEVEL_MIN, downgradeLevel, IMP_BLOCK_FAILURE_NO_MEMORY, impBlockFailure, JOB_ORDER_JOB_FIRST,
  jobOrder,
} from "../generated/switches";
import {
  hasImpersonationBlock, primaryTokenOf, setImpersonationOuts, writeImpersonation,
} from "../objects/threads";
import { dereferenceToken, referenceToken } from "../objects/tokens";
import { allocationFails } from "../step/call";
import { PsRevertThreadToSelf } from "./PsRevertThreadToSelf";
import { SeCopyClientToken } from "./SeCopyClientToken";
import { duplicatedToken } from "./SepDuplicateToken";
import { filteredToken } from "./SepFilterToken";
import { SeTokenCanImpersonate } from "./SeTokenCanImpersonate";

/**
 * An NTSTATUS; allocations: the thread's block if it has none yet, then the copy of a denied token and the
 * filtered copy of a job, in the order of the version.
 */
export function PsImpersonateClient(
  thread: u32, token: u32, copyOnOpen: u32, effectiveOnly: u32, level: u32,
): u32 {
  if (decide(IMPERSONATION_OF_NONE, token == 0, thread)) {
    PsRevertThreadToSelf(thread);
    return STATUS_SUCCESS;
  }
  if (decide(IMPERSONATION_BLOCK_FAILS, !blockIsThere(thread), thread)) return blockFailure();
  const processToken = primaryTokenOf(thread);
  if (decide(PROCESS_WITHOUT_TOKEN, processToken == 0, thread)) return STATUS_UNSUCCESSFUL;
  const status = choose(processToken, limitingJobOf(threadProcess(thread)), token, level);
  if (status != STATUS_SUCCESS || chosenToken == 0) return status;
  install(thread, chosenToken, copyOnOpen, effectiveOnly, chosenLevel);
  return STATUS_SUCCESS;
}

/** What is to be installed, with a reference that belongs to whoever installs it. 0: the world is full. */
let chosenToken: u32 = 0;
let chosenLevel: u32 = 0;

/**
 * Lets the gate and the job, if some limits bind the process, make of the token what they do. Which is first
 * is not known (U1); the second is asked about what the first left. A refusal lets go of the copy that was
 * made. An NTSTATUS.
 */
function choose(processToken: u32, job: u32, token: u32, level: u32): u32 {
  referenceToken(token);
  chosenToken = token;
  chosenLevel = level;
  if (job == 0 || jobOrder() != JOB_ORDER_JOB_FIRST) {
    const status = passGate(processToken);
    return status != STATUS_SUCCESS || chosenToken == 0 || job == 0 ? status : limitByJob(job);
  }
  const status = limitByJob(job);
  return status != STATUS_SUCCESS || chosenToken == 0 ? status : passGate(processToken);
}

/** Where the gate says no, a copy that only identifies is chosen. An NTSTATUS. */
function passGate(processToken: u32): u32 {
  const asked = chosenToken;
  if (SeTokenCanImpersonate(processToken, asked, chosenLevel) != 0) return STATUS_SUCCESS;
  chosenLevel = levelAfterDenial(asked);
  const status = SeCopyClientToken(asked, chosenLevel);
  chosenToken = duplicatedToken;
  dereferenceToken(asked);
  return status;
}

/** The limits of the job: the token is refused, or a filtered copy of it is chosen. An NTSTATUS. */
function limitByJob(job: u32): u32 {
  const asked = chosenToken;
  let status = jobAllows(job, asked);
  if (status == STATUS_SUCCESS) {
    if (!jobFiltersToken(job, asked)) return STATUS_SUCCESS;
    status = filterForJob(job, asked);
    chosenToken = filteredToken;
  }
  dereferenceToken(asked);
  return status;
}

/** Makes sure that the thread has its impersonation block (facts 2.1). False: the allocation failed. */
function blockIsThere(thread: u32): bool {
  if (hasImpersonationBlock(thread)) return true;
  if (allocationFails()) return false;
  setThreadBlockPresent(thread, 1);
  return true;
}

function blockFailure(): u32 {
  return impBlockFailure() == IMP_BLOCK_FAILURE_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_INSUFFICIENT_RESOURCES;
}

/**
 * The level of the copy: Identification, or what an Anonymous token has itself where a copy must not raise
 * it (U2).
 */
function levelAfterDenial(token: u32): u32 {
  const anonymous = tokenType(token) == TokenImpersonation && tokenLevel(token) == SecurityAnonymous;
  const keeps = anonymous && downgradeLevel() == DOWNGRADE_LEVEL_MIN;
  return keeps ? SecurityAnonymous : SecurityIdentification;
}

/**
 * Writes the thread's state; takes over one reference of the caller's on `token`, and drops the displaced
 * token's.
 */
function install(thread: u32, token: u32, copyOnOpen: u32, effectiveOnly: u32, level: u32): void {
  const displaced = threadActive(thread) != 0 ? threadToken(thread) : 0;
  if (tokenType(token) == TokenImpersonation && level > tokenLevel(token)) setHeaderLevelRaised(1);
  writeImpersonation(thread, token, copyOnOpen, effectiveOnly, level);
  if (displaced != 0) dereferenceToken(displaced);
  setImpersonationOuts(thread);
}
