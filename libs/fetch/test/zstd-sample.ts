/** A text of two scripts, and the same as `zstd -19 --check` wrote it: tables, repeats and all. */
export const ZSTD_TEXT = Array.from(
  { length: 160 },
  (_, i) =>
    `${i + 1}. Трамвай № ${(i * 7) % 29} їде до площі о ${(i * 13) % 24}:${two((i * 17) % 60)}. ` +
    `The tram leaves at ${(i * 5) % 24}:${two((i * 11) % 60)}.\n`,
).join('');

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export const ZSTD_BYTES = Buffer.from(
  [
    'KLUv/QRo/SwA6mscDSlQS5KkAzC1GrM/D9QOwhEj0ZTjsk41UkDiiKoGSkL23nvLO1flzJRNheoAuwC+AOM+9xYZwiCkQqsSOa5aj2ldC6PKZC',
    'muplXSeSNWBFWGNXf89G2ilKZLjrk6rjpIoZJQhcQHOxz2biFhEFdsUrE8TjoPao2wquDULl5Rp+6IjaakqNJfw95TJ+LlxHLjLL2TDseUKqUq',
    '88d0znSWTBgEa9sVx0EY7v6ojoWCMJjUSLX5CENVL/Y2IwxEFQopCRZhmGl9tZ5EGMjKNCU9hOFbd+cjAYEACgcIkEAAAhBQKCAAAxAoCDAAAI',
    'VBpFJooAEDDS44qOAAg4PCBYUJDiQ4cKBBQQoNLJBBgYIIDiw4gOBAgQYPHBSGA3OxJTSiCiG155rpXB0jsiRNacH53nefFCkXKacf1Bvq8MQI',
    'g5jSWFnGsXNIJyns2qyK+kr6NR0Lo6qJa9dQX3oPiVMhUcme2frYelCuLJd8VGuqM1GKMAiq2FTucdPxuC8LY2lKybm6o6ijaCQlwQrFNdXh95',
    '5IFVNVTPN0vmkZKawQ1h4/pDPS4UKEQVRJo9I1jnoP9qOwKeflwiv2qjqcjS7FVLYa6ZydgsSqTVIxZ+ofdUxTpiZTuwMirFBYomVI65HWRpEJ',
    'g6jKRuV4HLUGO3NhU+GVumLHVf2j0aXFlBTWSMfsmIlVIqnQZurwqCdImYplKp6PO88tWgZhEFJhVfvGVWdMR4RRSbI0eTW9S3ptxHJB5aLm3t',
    'PhRCnpysO5Oq86bQrVFqoYD/aHHVMEYRDXTGrEcdIH9b6FVYWcknxFrevWYzSVRZXFGramzmLiFWLlZ+n4pE+UKi1V0viYjpmOsRxhECzZFfJx',
    'dziqV8KkYlLFx6tqLzaN2ijq8dXc6qr6SLVw6pm1XQtKPQdNC7pHi9Fk0TXRYuhJD6dtoceYKWbizbfNcs1Dc3HEnP+ZZDYOPhacHy/jx+JC4v',
    'NwIxecgzoe6k/hhEFMaWNJenzsGNJxYrvEqlDukg5reqRNVbG44roe6ry0BM2pIKr9PDvHzpDLJeXS9o/qPdWHLKjcppxDbnrjDolCjCWl8n1S',
    'dxZ1yiYktQUrpmSq/x0XSUg1qpp45Ok3vZ8Bgh6oEiDkSawvaFIZNgPSYwOR4OX0kgkSgv+y4bqkvNIDXzyJM0TxbGNnIPFIZN0G8SDGqMXhOb',
    '64heExzKZP4anCsgXhGc6uzeARtrrhBQ+QmxF4urA08XeGs2vjd4Svbth30EL8lasG3/G4ZvX3TlWWxuidZezM5B1Bqxsf7yC4GXenJUzYnfht',
    'DF7ao+5UYNmD7kxd1/BzRzhrY+QO5otMxJ3DjPvAHUKt3o4GdHA7EdGn7Vxh3IDtWGbTR+2EReOjneOLzTA7XtgYIDuVWfYRO8PY9QA7YtDD61',
    'Rd2eBcp5jVhSeLpQOJVlyT7xqJYWxXsvNxXjcw5t/i3wDIiAMaEEbm/DuEassxD7DTa28KklCBCyFvgjM/0jYXxZsnu8XFRCdt2rKElUhDVN8j',
    'ieVMzgWizfMOFgSdMDhn3h5DesBTJRn3lWdnJrwMYQybXDH0POGxizC0g+CDU5m8NsEGBTLRuJxbRGP4MKtnXyPZ4R4qsRKIb48a8gfS88EXhI',
    'EPdDHlowLCqr+3lFrfTCfm+3MnZvqTCQSbJRstzHMNjzBf+dVniIIGBRhiekVCvjK0ExahiQ414THFv9gqYX+UHHFLE4rLUw8IPgf/IM04Ey+L',
    '/Io6czD1A/T/ypnB5w1isFgIjlGNT1aVFAzDG4W42AAYV4OOxcinXyl/GMdrfCzBz4sDqsYiEKAQNcWFwnqTL64S+w1XvCHoyBiiSF024p/Uez',
    'hj/WGYn0+Kx5llu3IHnJyAm5yTCcOrg3UtW9KdClaoficB49AK3AeU04ZcPgTvU/Aq',
  ].join(''),
  'base64',
);
