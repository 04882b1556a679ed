import type { ThemeConfig } from 'antd';

const TOKENS = {
  colorPrimary: '#0958d9', colorInfo: '#0958d9', colorLink: '#0958d9', colorError: '#cf1322', colorSuccess: '#237804', colorWarning: '#ad4e00',
  colorPrimaryHover: '#0747b8', colorPrimaryActive: '#06398f', colorLinkHover: '#0747b8', colorLinkActive: '#06398f', colorErrorHover: '#a8071a', colorErrorActive: '#820014',
  colorText: '#1f2329', colorTextSecondary: '#4e5969', colorTextTertiary: '#5c6573', colorTextQuaternary: '#646d7a',
  colorTextPlaceholder: '#666f7c', colorTextDescription: '#4e5969', colorIcon: '#4e5969',
  colorBorder: '#8f959e', colorBgLayout: '#f2f4f7', borderRadius: 4,
  fontFamily: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei','Source Han Sans SC',sans-serif",
};

/** The console's look; every text colour has at least 4.5:1 on its ground. `large` is 大字版: text 18 px and more, targets 44 to 60 px. */
export function themeOf(large: boolean): ThemeConfig {
  const size = large
    ? { fontSize: 18, fontSizeSM: 18, fontSizeLG: 20, controlHeight: 48, controlHeightSM: 44, controlHeightLG: 60 }
    : { fontSize: 14, fontSizeSM: 13, controlHeight: 34, controlHeightSM: 28 };
  return {
    token: { ...TOKENS, ...size, motion: false },
    components: {
      Table: { headerBg: '#eef1f5', cellPaddingBlock: large ? 14 : 9, cellPaddingInline: 10, cellPaddingBlockMD: 8, headerSplitColor: '#d5d9df' },
      Menu: { itemHeight: large ? 52 : 38, itemMarginBlock: 2, subMenuItemBg: 'transparent' },
      Tooltip: { colorBgSpotlight: '#1f2329' },
    },
  };
}
