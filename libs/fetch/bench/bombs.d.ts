export declare const BOMB_BYTES: number;
export declare function makeBombs(): Promise<{ encoding: string; body: Buffer }[]>;
export declare function zstdOfZeros(size: number, frame?: Buffer, block?: number): Buffer;
export declare function zstdOfBytes(bytes: Buffer): Buffer;
