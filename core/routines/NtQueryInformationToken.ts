/**
 * NtQueryInformationToken: what can be read of a token through a handle. The level is that of the object:
 * whoever opens its thread's token can see there that an impersonation only identifies.
 *
 * A token at Anonymous whose handle somebody has can be asked for everything, its user too: anonymity
 * protects against opening it off a thread and no further. [MS-doc] [ReactOS tokencls.c] [Wine-test] facts
 * 11.8
 */
import { decide } from "../decide";
import { TOKEN_QUERY, TOKEN_QUERY_SOURCE } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import { CLASS_IS_UNKNOWN, LEVEL_OF_PRIMARY_QUERIED } from "../generated/decisions";
import {
  TokenElevation, TokenElevationType, TokenImpersonationLevel, TokenIntegrityLevel, TokenMandatoryPolicy,
  TokenOrigin, TokenOwner, TokenPrimary, TokenPrimaryGroup, TokenSandBoxInert, TokenSource, TokenStatistics,
  TokenType, TokenUser,
} from "../generated/enumerations";
import {
  tokenElevation, tokenIntegrity, tokenLevel, tokenOrigin, tokenOwner, tokenPrimaryGroup, tokenSandboxInert,
  tokenSession, tokenType, tokenUser,
} from "../generated/state";
import { STATUS_INVALID_INFO_CLASS, STATUS_SUCCESS } from "../generated/statuses";
import { INTEGRITY_CHECK_ON, integrityCheck } from "../generated/switches";
import { setOut } from "../step/call";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";

const SID: u32 = 0, TYPE: u32 = 1, LEVEL: u32 = 2, SESSION: u32 = 3, ORIGIN: u32 = 4, ELEVATION: u32 = 5;
const INTEGRITY: u32 = 6, SANDBOX_INERT: u32 = 7;

/** An NTSTATUS. The outs that the class speaks of are set; lists are read from the token itself. */
export function NtQueryInformationToken(tokenHandle: u32, informationClass: u32): u32 {
  if (decide(CLASS_IS_UNKNOWN, !classIsKnown(informationClass), informationClass)) {
    return STATUS_INVALID_INFO_CLASS;
  }
  const right = informationClass == TokenSource ? TOKEN_QUERY_SOURCE : TOKEN_QUERY;
  const status = ObReferenceObjectByHandle(tokenHandle, HANDLE_TOKEN, right, 0);
  if (status != STATUS_SUCCESS) return status;
  return answer(referencedObject, informationClass);
}

/** Elevation, integrity and policy came with integrity levels, in Vista. [CK] */
function classIsKnown(informationClass: u32): bool {
  switch (informationClass) {
    case TokenElevationType: case TokenElevation: case TokenIntegrityLevel: case TokenMandatoryPolicy:
      return integrityCheck() == INTEGRITY_CHECK_ON;
    default: return true;
  }
}

function answer(token: u32, informationClass: u32): u32 {
  switch (informationClass) {
    case TokenUser: setOut(SID, tokenUser(token)); break;
    case TokenOwner: setOut(SID, tokenOwner(token)); break;
    case TokenPrimaryGroup: setOut(SID, tokenPrimaryGroup(token)); break;
    case TokenType: setOut(TYPE, tokenType(token)); break;
    case TokenImpersonationLevel: return answerLevel(token);
    case TokenStatistics: answerStatistics(token); break;
    case TokenOrigin: setOut(ORIGIN, tokenOrigin(token)); break;
    case TokenElevationType: setOut(ELEVATION, tokenElevation(token)); break;
    case TokenIntegrityLevel: setOut(INTEGRITY, tokenIntegrity(token)); break;
    case TokenSandBoxInert: setOut(SANDBOX_INERT, tokenSandboxInert(token)); break;
    default: break;
  }
  return STATUS_SUCCESS;
}

/** Of a primary token there is no level to tell (D21). */
function answerLevel(token: u32): u32 {
  if (decide(LEVEL_OF_PRIMARY_QUERIED, tokenType(token) == TokenPrimary, token)) {
    return STATUS_INVALID_INFO_CLASS;
  }
  setOut(LEVEL, tokenLevel(token));
  return STATUS_SUCCESS;
}

/** Works for both types; the level of a primary token is the stored number, which means nothing. */
function answerStatistics(token: u32): void {
  setOut(TYPE, tokenType(token));
  setOut(LEVEL, tokenLevel(token));
  setOut(SESSION, tokenSession(token));
}
