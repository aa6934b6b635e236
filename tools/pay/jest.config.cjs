module.exports = { displayName: 'pay', preset: '../../jest.preset.cjs' };
