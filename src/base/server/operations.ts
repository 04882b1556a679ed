import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { PUBLIC, SELF, type OperationMeta } from '#base/pure/operation.ts';
import type { Handler, Handlers, Module } from './house.ts';

/** One operation ready to be performed: contract, meta and handler under its full name `module.records.verb`. */
export type BoundOperation = { name: string; module: string; contract: AnyContractProcedure; meta: OperationMeta; method: string; handler: Handler };

/** Pairs every contract of every module with its handler. Throws where a handler or a permission is missing, or a handler serves no contract. */
export function bindOperations(modules: Module[]): Map<string, BoundOperation> {
  const bound = new Map<string, BoundOperation>();
  for (const module of modules) bind(bound, module.name, module.name, module.operations, module.handlers);
  return bound;
}

function bind(bound: Map<string, BoundOperation>, module: string, path: string, contract: AnyContractRouter, handler: Handler | Handlers | undefined): void {
  if (isContractProcedure(contract)) {
    const meta = contract['~orpc'].meta as OperationMeta;
    if (typeof handler !== 'function') throw new Error(`操作 ${path} 没有处理函数`);
    if (!meta.permission || !(meta.permission === SELF || meta.permission === PUBLIC || /^[a-z]+\.[a-zA-Z]+$/.test(meta.permission))) throw new Error(`操作 ${path} 没有声明权限`);
    bound.set(path, { name: path, module, contract, meta, method: contract['~orpc'].route.method ?? 'POST', handler });
    return;
  }
  const handlers = (handler ?? {}) as Handlers;
  const extra = Object.keys(handlers).filter((name) => !(name in contract));
  if (extra.length > 0) throw new Error(`处理函数 ${path}.${extra[0]} 没有对应的操作`);
  for (const [name, inner] of Object.entries(contract)) bind(bound, module, `${path}.${name}`, inner as AnyContractRouter, handlers[name]);
}
