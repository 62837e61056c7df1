// The code an authenticator app shows for a secret (RFC 6238 with the usual defaults); shift: so many
// half minutes from now.
import { createHmac } from 'node:crypto';

const seedOf = (base32) => {
    const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
};

export const code = (secret, shift = 0) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + shift));
    const mac = createHmac('sha1', seedOf(secret)).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
};
