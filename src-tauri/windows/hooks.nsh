; "Open with" for photos and PDFs, where Larder is offered and takes over no kind of file; and
; links of invitations, larder://join/...

!macro LARDER_OPENS EXTENSION
  WriteRegStr SHCTX "Software\Classes\Applications\${MAINBINARYNAME}.exe\SupportedTypes" "${EXTENSION}" ""
!macroend

!macro NSIS_HOOK_POSTINSTALL
  WriteRegStr SHCTX "Software\Classes\Applications\${MAINBINARYNAME}.exe" "FriendlyAppName" "${PRODUCTNAME}"
  WriteRegStr SHCTX "Software\Classes\Applications\${MAINBINARYNAME}.exe\shell\open\command" "" '"$INSTDIR\${MAINBINARYNAME}.exe" "%1"'
  !insertmacro LARDER_OPENS ".jpg"
  !insertmacro LARDER_OPENS ".jpeg"
  !insertmacro LARDER_OPENS ".png"
  !insertmacro LARDER_OPENS ".webp"
  !insertmacro LARDER_OPENS ".pdf"
  WriteRegStr SHCTX "Software\Classes\larder" "" "URL:${PRODUCTNAME}"
  WriteRegStr SHCTX "Software\Classes\larder" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\larder\shell\open\command" "" '"$INSTDIR\${MAINBINARYNAME}.exe" "%1"'
!macroend

!macro NSIS_HOOK_POSTUNINSTALL
  DeleteRegKey SHCTX "Software\Classes\Applications\${MAINBINARYNAME}.exe"
  DeleteRegKey SHCTX "Software\Classes\larder"
!macroend
