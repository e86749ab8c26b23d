/**
 * SeQuerySubjectContextToken: the client's token of a subject context if there is one, else the primary
 * token.
 *
 * No reference is taken, so the pointer is good as long as the context is. No level is looked at: whoever
 * relies on the identity must have the context checked first. [MS-doc nf-ntifs-sequerysubjectcontexttoken]
 * facts 8.5
 */
import { decide } from "../decide";
import { SUBJECT_IMPERSONATES, SUBJECT_IS_RELEASED } from "../generated/decisions";
import { contextPrimaryToken, contextToken, tokenGeneration } from "../generated/state";
import { contextIsLive } from "../objects/contexts";
import { setResult } from "../step/call";

/** The token's number; 0 for none, which is all that a released context has. */
export function SeQuerySubjectContextToken(subjectContext: u32): u32 {
  const subject = subjectContext & 0xff;
  if (decide(SUBJECT_IS_RELEASED, !contextIsLive(subjectContext), subject)) return 0;
  const impersonates = decide(SUBJECT_IMPERSONATES, contextToken(subject) != 0, subject);
  const token = impersonates ? contextToken(subject) : contextPrimaryToken(subject);
  setResult(token, tokenGeneration(token));
  return token;
}
