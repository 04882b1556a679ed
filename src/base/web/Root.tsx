import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { type ReactNode, useEffect, useState } from 'react';
import { giveFocusBack } from './focusBack.ts';
import { markRoot, useLargeMode } from './largeMode.ts';
import { makeQueryClient } from './queries.ts';
import { ServicesProvider, type Services } from './session.tsx';
import { themeOf } from './theme.ts';
import './styles.css';

dayjs.locale('zh-cn');

/** Everything that stands around all pages: styles that old kernels understand, Chinese, theme, cache, services. */
export function Root({ services, children }: { services: Services; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const large = useLargeMode();
  useEffect(markRoot, []);
  useEffect(giveFocusBack, []);
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider locale={zhCN} theme={themeOf(large)} button={{ autoInsertSpace: false }} wave={{ disabled: true }} virtual={false} getPopupContainer={popupHome}>
        <App message={{ maxCount: 3 }} notification={{ placement: 'top' }}>
          <QueryClientProvider client={queryClient}>
            <ServicesProvider services={services}>{children}</ServicesProvider>
          </QueryClientProvider>
        </App>
      </ConfigProvider>
    </StyleProvider>
  );
}

/** Popups live in the landmark or dialog of what opened them, so that keyboard and screen reader find them there. */
function popupHome(opener?: HTMLElement): HTMLElement {
  return opener?.closest<HTMLElement>('.ant-modal-body, .ant-drawer-body, main, header') ?? document.body;
}
