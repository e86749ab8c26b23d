/**
 * What a job lets its processes impersonate: the JOBOBJECT_SECURITY_LIMIT_INFORMATION that
 * PsImpersonateClient asks. What NT calls the place that asks is not public.
 *
 * The job that counts is that of the process which owns the thread, whoever calls. ONLY_TOKEN is about
 * primary tokens: nothing is known of what it does here (U15), so it does nothing. Where a version knows no
 * such limits they are there and nobody asks them. [MS-doc ns-winnt-jobobject_security_limit_information]
 * [ReactOS ps/security.c] facts 6
 */
import { decide } from "../decide";
import { JOB_FILTER_TOKENS, JOB_NO_ADMIN, JOB_RESTRICTED_TOKEN } from "../generated/decisions";
import {
  JOB_OBJECT_SECURITY_FILTER_TOKENS, JOB_OBJECT_SECURITY_NO_ADMIN, JOB_OBJECT_SECURITY_RESTRICTED_TOKEN,
} from "../generated/enumerations";
import {
  jobPrivilegesToDelete, jobRestrictedSidsGiven, jobRestrictedSidsHigh, jobRestrictedSidsLow,
  jobSecurityLimitFlags, jobSidsToDisableHigh, jobSidsToDisableLow, processJob, setTokenDescriptor,
  tokenRestricted,
} from "../generated/state";
import { STATUS_ACCESS_DENIED, STATUS_SUCCESS } from "../generated/statuses";
import {
  JOB_FILTERS_ON, JOB_LIMITS_ON, JOB_RESTRICTED_SENSE_REACTOS, jobFilters, jobLimits, jobRestrictedSense,
} from "../generated/switches";
import { uninsertedDescriptor } from "../objects/descriptors";
import { filteredToken, filterInPlace, SepFilterToken } from "../routines/SepFilterToken";
import { SeTokenIsAdmin } from "../routines/SeTokenIsAdmin";

/** The job whose limits bind a process; 0: none does. */
export function limitingJobOf(process: u32): u32 {
  const job = processJob(process);
  return job != 0 && jobSecurityLimitFlags(job) != 0 && jobLimits() == JOB_LIMITS_ON ? job : 0;
}

/** An NTSTATUS: whether the job lets the token be impersonated. NO_ADMIN comes first, as in ReactOS. */
export function jobAllows(job: u32, token: u32): u32 {
  if (hasLimit(job, JOB_OBJECT_SECURITY_NO_ADMIN)) {
    if (decide(JOB_NO_ADMIN, SeTokenIsAdmin(token), job, token)) return STATUS_ACCESS_DENIED;
  }
  if (hasLimit(job, JOB_OBJECT_SECURITY_RESTRICTED_TOKEN)) {
    if (decide(JOB_RESTRICTED_TOKEN, isRefusedAsRestricted(token), job, token)) return STATUS_ACCESS_DENIED;
  }
  return STATUS_SUCCESS;
}

/** Whether the job puts a filtered copy in the place of the token. ReactOS never does. */
export function jobFiltersToken(job: u32, token: u32): bool {
  if (!hasLimit(job, JOB_OBJECT_SECURITY_FILTER_TOKENS)) return false;
  return decide(JOB_FILTER_TOKENS, jobFilters() == JOB_FILTERS_ON, job, token);
}

/**
 * Makes the filtered copy, which `filteredToken` is then; its reference is the caller's. It is never
 * inserted, so it has the descriptor of uninserted objects. An NTSTATUS, that of filtering as it is (facts
 * 4.1 step 4).
 */
export function filterForJob(job: u32, token: u32): u32 {
  const status = SepFilterToken(
    token, 0, jobSidsToDisableLow(job), jobSidsToDisableHigh(job), jobPrivilegesToDelete(job),
    jobRestrictedSidsLow(job), jobRestrictedSidsHigh(job), jobRestrictedSidsGiven(job) != 0,
  );
  if (status == STATUS_SUCCESS && filteredToken != 0) {
    setTokenDescriptor(filteredToken, uninsertedDescriptor());
  }
  return status;
}

/** The same to a record that only answers a question: what the filter would leave of it. */
export function filterInPlaceForJob(job: u32, token: u32): void {
  filterInPlace(
    token, 0, jobSidsToDisableLow(job), jobSidsToDisableHigh(job), jobPrivilegesToDelete(job),
    jobRestrictedSidsLow(job), jobRestrictedSidsHigh(job), jobRestrictedSidsGiven(job) != 0,
  );
}

function hasLimit(job: u32, limit: u32): bool {
  return (jobSecurityLimitFlags(job) & limit) != 0;
}

/** Documented is that unrestricted tokens are refused; ReactOS refuses the restricted ones (D6). */
function isRefusedAsRestricted(token: u32): bool {
  const restricted = tokenRestricted(token) != 0;
  return jobRestrictedSense() == JOB_RESTRICTED_SENSE_REACTOS ? restricted : !restricted;
}
