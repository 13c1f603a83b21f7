declare module '@prisma/schema-engine-wasm/schema_engine_bg' {
  export function __wbg_set_wasm(exports: unknown): void;
  export const SchemaEngine: {
    new: (options: unknown, log: (message: string) => void, adapter: unknown) => Promise<unknown>;
  };
}

// The part of the WebAssembly API that the engine loader needs; Node has it, TypeScript keeps it in the DOM library.
declare namespace WebAssembly {
  type Module = object;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Record<string, never>): Promise<{ exports: Record<string, unknown> }>;
}
