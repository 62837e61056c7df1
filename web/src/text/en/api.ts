// The API reference.
export const api = {
  'api.find': 'Find an operation',
  'api.document': 'Document',
  'api.parts': 'Parts of the API',
  'api.intro':
    'A program sends its key as X-Api-Key. Reading can be tried here, as you, in this workspace.',
  'api.scope': 'A key needs',
  'api.open': 'no sign-in needed',
  'api.parameters': 'Parameters',
  'api.filters': { one: '{n} filter with an operator', other: '{n} filters with an operator' },
  'api.body': 'Body',
  'api.answers': 'Answers',
  'api.refusals': 'Refused with',
  'api.nullable': 'or null',
  'api.curl': 'By curl',
  'api.try': 'Try it',
  'api.run': 'Send',
  'api.more': { one: '{n} more parameter', other: '{n} more parameters' },
  'api.took': '{n} ms',
  'api.noMatch': 'No operation has “{text}” in it',
  'api.clear': 'Show all',
} as const;
