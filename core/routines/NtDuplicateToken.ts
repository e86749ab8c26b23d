/**
 * NtDuplicateToken: a new token from an existing one, with another type or level. A level is never raised,
 * except through a primary token, whose own level means nothing. [MS-doc nf-ntifs-ntduplicatetoken]
 * [ReactOS tokenlif.c] facts 11.5
 */
import { decide } from "../decide";
import { TOKEN_DUPLICATE } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import {
  DUPLICATE_LEVEL_ABOVE_SOURCE, DUPLICATE_LEVEL_INVALID, DUPLICATE_PRIMARY_OF_LOW_LEVEL,
  DUPLICATE_TYPE_INVALID,
} from "../generated/decisions";
import {
  SecurityAnonymous, SecurityDelegation, SecurityImpersonation, TokenImpersonation, TokenPrimary,
} from "../generated/enumerations";
import { setTokenDescriptor, tokenLevel, tokenType } from "../generated/state";
import {
  STATUS_BAD_IMPERSONATION_LEVEL, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
} from "../generated/statuses";
import {
  NO_QOS_LEVEL_EXISTING, NO_QOS_LEVEL_IMPERSONATION, noQosLevel, QOS_LEVEL_ABOVE3_STORE, qosLevelAbove3,
} from "../generated/switches";
import { defaultDescriptor } from "../objects/descriptors";
import { effectiveToken } from "../objects/threads";
import {
  accessToCreated, checkAccessToCreated, insertToken, newHandle, returnTokenHandle,
} from "../objects/tokenHandles";
import { currentThread } from "../step/call";
import { NONE } from "../step/operands";
import { ObReferenceObjectByHandle, referencedAccess, referencedObject } from "./ObReferenceObjectByHandle";
import { duplicatedToken, SepDuplicateToken } from "./SepDuplicateToken";

/** The largest level that the record can store, where the version stores levels that do not exist. */
const LEVEL_STORED_MAX: u32 = 0xff;

/** An NTSTATUS; allocations: the copy. `level` NONE is no quality of service. */
export function NtDuplicateToken(
  existingToken: u32, desiredAccess: u32, level: u32, effectiveOnly: u32, type: u32,
): u32 {
  if (decide(DUPLICATE_TYPE_INVALID, type != TokenPrimary && type != TokenImpersonation, type)) {
    return STATUS_INVALID_PARAMETER;
  }
  const given = level != NONE;
  const invalid = given && level > SecurityDelegation && qosLevelAbove3() != QOS_LEVEL_ABOVE3_STORE;
  if (decide(DUPLICATE_LEVEL_INVALID, invalid, level)) return STATUS_INVALID_PARAMETER;
  let status = ObReferenceObjectByHandle(existingToken, HANDLE_TOKEN, TOKEN_DUPLICATE, 0);
  if (status != STATUS_SUCCESS) return status;
  const source = referencedObject;
  const access = referencedAccess;
  if (tokenType(source) == TokenImpersonation) {
    if (given && decide(DUPLICATE_LEVEL_ABOVE_SOURCE, level > tokenLevel(source), level, source)) {
      return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    const low = type == TokenPrimary && tokenLevel(source) < SecurityImpersonation;
    if (decide(DUPLICATE_PRIMARY_OF_LOW_LEVEL, low, type, source)) return STATUS_BAD_IMPERSONATION_LEVEL;
  }
  if (desiredAccess != 0) {
    status = checkAccessToCreated(source, desiredAccess);
    if (status != STATUS_SUCCESS) return status;
  }
  const newLevel = given ? min(level, LEVEL_STORED_MAX) : levelWithoutQos(source);
  status = SepDuplicateToken(source, type, newLevel, effectiveOnly);
  if (status != STATUS_SUCCESS || duplicatedToken == 0) return status;
  setTokenDescriptor(duplicatedToken, defaultDescriptor(effectiveToken(currentThread)));
  insertToken(duplicatedToken, desiredAccess == 0 ? access : accessToCreated);
  returnTokenHandle(newHandle);
  return STATUS_SUCCESS;
}

/**
 * The level without a quality of service (D9, U6); one that does not fit an impersonation token is lowered
 * to its own. [INF]
 */
function levelWithoutQos(source: u32): u32 {
  if (noQosLevel() == NO_QOS_LEVEL_EXISTING) return tokenLevel(source);
  if (noQosLevel() != NO_QOS_LEVEL_IMPERSONATION) return SecurityAnonymous;
  return tokenType(source) == TokenImpersonation
    ? min(tokenLevel(source), SecurityImpersonation)
    : SecurityImpersonation;
}
