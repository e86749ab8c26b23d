/**
 * SeFilterToken: a child of a token that can less, for kernel code, which gets a pointer to it and no handle.
 *
 * The page allows primary tokens in its parameter and forbids them in its statuses (D16). The object is not
 * inserted, so it has the descriptor of those that are not. [MS-doc nf-ntifs-sefiltertoken]
 * [ReactOS tokenlif.c] facts 9.8
 */
import { decide } from "../decide";
import { FILTER_OF_PRIMARY_REFUSED } from "../generated/decisions";
import { TokenPrimary } from "../generated/enumerations";
import { setTokenDescriptor, tokenGeneration, tokenType } from "../generated/state";
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from "../generated/statuses";
import {
  FILTER_PRIMARY_TOKENS_REJECT, FILTER_WITHOUT_LIST_RESTRICTS_ON, filterPrimaryTokens,
  filterWithoutListRestricts,
} from "../generated/switches";
import { uninsertedDescriptor } from "../objects/descriptors";
import { setResult } from "../step/call";
import { filterByLists } from "./NtFilterToken";
import { filteredToken } from "./SepFilterToken";

/** An NTSTATUS; allocations: the child, of which the caller has the reference. Lists: as in NtFilterToken. */
export function SeFilterToken(
  existingToken: u32, flags: u32, sidsToDisable: u32, privilegesToDelete: u32, restrictedSids: u32,
): u32 {
  const refused = tokenType(existingToken) == TokenPrimary
    && filterPrimaryTokens() == FILTER_PRIMARY_TOKENS_REJECT;
  if (decide(FILTER_OF_PRIMARY_REFUSED, refused, existingToken)) return STATUS_INVALID_PARAMETER;
  const restricts = filterWithoutListRestricts() == FILTER_WITHOUT_LIST_RESTRICTS_ON;
  const status = filterByLists(
    existingToken, flags, sidsToDisable, privilegesToDelete, restrictedSids, restricts,
  );
  if (status != STATUS_SUCCESS || filteredToken == 0) return status;
  setTokenDescriptor(filteredToken, uninsertedDescriptor());
  setResult(filteredToken, tokenGeneration(filteredToken));
  return STATUS_SUCCESS;
}
