import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, type Config } from '../config';

/** Where a listening server is found. */
export function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Runs `listen`; an address that cannot be had becomes a ConfigError that says what to change. */
export async function listening({ bind, port }: Config, listen: () => Promise<unknown>): Promise<void> {
  try {
    await listen();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new ConfigError(`${bind} 的端口 ${port} 已被占用。请停止占用它的程序，或用 ECHELON_PORT 指定另一个端口。`, `Port ${port} of ${bind} is taken. Stop the program that has it, or name another port in ECHELON_PORT.`);
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ConfigError(`不能在 ${bind}:${port} 监听(${code})。请检查 ECHELON_BIND 与 ECHELON_PORT;1024 以下的端口需要权限。`, `The server may not listen on ${bind}:${port} (${code}). Check ECHELON_BIND and ECHELON_PORT; ports below 1024 need a privilege.`);
    }
    throw error;
  }
}
