/**
 * SeCopyClientToken: a private copy of a client's token, of type Impersonation, with all that is in it.
 *
 * It compares no levels, so it can raise one: the gate's downgrade of an Anonymous token does (facts 9.9,
 * U2). The copy is never inserted, so it has the descriptor of uninserted objects. [ReactOS token.c]
 */
import { TokenImpersonation } from "../generated/enumerations";
import { setTokenDescriptor } from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { uninsertedDescriptor } from "../objects/descriptors";
import { duplicatedToken, SepDuplicateToken } from "./SepDuplicateToken";

/** Copies a token at `level`; `duplicatedToken` is the copy, its reference the caller's. An NTSTATUS. */
export function SeCopyClientToken(token: u32, level: u32): u32 {
  const status = SepDuplicateToken(token, TokenImpersonation, level, 0);
  if (status == STATUS_SUCCESS && duplicatedToken != 0) {
    setTokenDescriptor(duplicatedToken, uninsertedDescriptor());
  }
  return status;
}
