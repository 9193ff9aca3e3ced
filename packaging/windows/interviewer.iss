; The installer for Windows, for Inno Setup 6. packaging/pack.py gives Version and Frozen.
; Written from Inno Setup's documents; its authors had no Windows.
; To sign, define a sign tool called "interviewer" in Inno Setup and pass /DSign.
#define Id "org.interviewer.Interviewer"

[Setup]
AppId={#Id}
AppName=Interviewer
AppVersion={#Version}
AppPublisher=The Interviewer authors
DefaultDirName={autopf}\Interviewer
DefaultGroupName=Interviewer
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\interviewer.ico
UninstallDisplayIcon={app}\Interviewer.exe
OutputBaseFilename=Interviewer-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
#ifdef Sign
SignTool=interviewer
SignedUninstaller=yes
#endif

[Files]
Source: "{#Frozen}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Interviewer"; Filename: "{app}\Interviewer.exe"; AppUserModelID: "{#Id}"
Name: "{autodesktop}\Interviewer"; Filename: "{app}\Interviewer.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "An icon on the desktop"; Flags: unchecked

[Run]
Filename: "{app}\Interviewer.exe"; Description: "Start Interviewer"; Flags: nowait postinstall skipifsilent
