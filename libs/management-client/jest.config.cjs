module.exports = { displayName: 'management-client', preset: '../../jest.preset.cjs' };
