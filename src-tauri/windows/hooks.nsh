; "Open with" for photos and PDFs. Larder is offered there and takes over no kind of file.

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
!macroend

!macro NSIS_HOOK_POSTUNINSTALL
  DeleteRegKey SHCTX "Software\Classes\Applications\${MAINBINARYNAME}.exe"
!macroend
