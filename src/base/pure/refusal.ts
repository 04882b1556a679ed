/** What a refusal may carry beside its code and sentence. */
export type RefusalOptions = {
  /** HTTP status, 422 unless given. */
  status?: number;
  /** Field the sentence speaks of, from the top of the input. */
  path?: string[];
  /** Whatever the page needs to help the person, as plain JSON. */
  detail?: unknown;
};

/** An expected no: a code for programs, one Chinese sentence for people; anything else thrown is a fault. */
export class Refusal extends Error {
  code: string;
  status: number;
  path?: string[];
  detail?: unknown;

  constructor(code: string, message: string, options: RefusalOptions = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = options.status ?? 422;
    this.path = options.path;
    this.detail = options.detail;
  }
}

/** Ends the act with a refusal; `message` is one Chinese sentence. */
export function refuse(code: string, message: string, options?: RefusalOptions): never {
  throw new Refusal(code, message, options);
}

/** Refuses with 404; what is out of scope answers the same as what does not exist. */
export function notFound(what = "记录"): never {
  throw new Refusal("not_found", `${what}不存在或不在您的管辖范围内`, { status: 404 });
}

/** Tells a refusal from a fault. */
export function isRefusal(e: unknown): e is Refusal {
  return e instanceof Refusal;
}
